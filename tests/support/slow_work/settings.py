"""The demo settings with the slow app, and leases that run out soon."""

from portal.settings.demo import *  # noqa: F403
from portal.settings.demo import INSTALLED_APPS

INSTALLED_APPS = ["tests.support.slow_work", *INSTALLED_APPS]
WORKER_LEASE_SECONDS = 2
