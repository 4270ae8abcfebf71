"""Whether a session has proved the second factor."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled


def missing_step(request) -> str:
    """Return the name of the page where the second factor is set up or proved, or nothing when the session has proved it."""
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return "mfa_activate_totp"
    proved = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return "" if proved else "mfa_reauthenticate"
