"""What the providers' clients share: one signed request, one answer in JSON."""

import json
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings

from portal.accounts.sms.sending import SmsError


def ask(url: str, headers: dict[str, str], body: bytes) -> dict:
    """Send a POST request and return the JSON of the answer, also of an answer with an error status.

    Raises:
        SmsError: no connection, no answer in time, or no JSON.
    """
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - the address is a setting
    try:
        with urlopen(request, timeout=settings.SMS_TIMEOUT_SECONDS) as answer:  # noqa: S310
            return json.load(answer)
    except HTTPError as error:
        try:
            return json.load(error)
        except ValueError:
            raise SmsError(f"provider answered {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise SmsError(f"provider cannot be reached: {type(error).__name__}") from error


def template_of(purpose: str) -> str:
    """Return the provider's number of a purpose's template.

    Raises:
        SmsError: the setting has none, or a key is missing.
    """
    template = settings.SMS_TEMPLATES.get(purpose, "")
    if not (template and settings.SMS_ACCESS_KEY_ID and settings.SMS_ACCESS_KEY_SECRET and settings.SMS_SIGN_NAME):
        raise SmsError(f"set SMS_ACCESS_KEY_ID, SMS_ACCESS_KEY_SECRET, SMS_SIGN_NAME and {purpose}=… in SMS_TEMPLATES")
    return template
