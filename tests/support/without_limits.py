"""The demo settings of a portal to which one address may send as much as it likes."""

from portal.settings.demo import *  # noqa: F403
from portal.settings.demo import ACCESS_LIMITS as _LIMITS

ACCESS_LIMITS = {name: (1_000_000, seconds) for name, (_most, seconds) in _LIMITS.items()}
