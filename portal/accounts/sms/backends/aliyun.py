"""Aliyun's SendSms (API 2017-05-25), signed with ACS3-HMAC-SHA256 by the standard library."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from django.conf import settings

from portal.accounts.sms.backends.http import ask, template_of
from portal.accounts.sms.sending import SmsError

_ALGORITHM = "ACS3-HMAC-SHA256"


class AliyunBackend:
    """One message through Aliyun."""

    def send(self, message, text: str, parameters: dict[str, str]) -> str:
        """Send it and return Aliyun's BizId.

        Raises:
            SmsError: see :func:`portal.accounts.sms.backends.http.ask`, or Aliyun refused.
        """
        query = canonical_query(
            {
                "PhoneNumbers": message.phone,
                "SignName": settings.SMS_SIGN_NAME,
                "TemplateCode": template_of(message.purpose),
                "TemplateParam": json.dumps(parameters, ensure_ascii=False),
            }
        )
        endpoint = settings.SMS_ENDPOINTS["aliyun"]
        headers = {
            "host": urlsplit(endpoint).netloc,
            "x-acs-action": "SendSms",
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
            "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": "2017-05-25",
        }
        headers["Authorization"] = authorization(query, headers)
        answer = ask(f"{endpoint}?{query}", headers, b"")
        if answer.get("Code") != "OK":
            raise SmsError(f"aliyun: {answer.get('Code')}")
        return str(answer.get("BizId", ""))


def canonical_query(parameters: dict[str, str]) -> str:
    """Return the parameters in order, encoded by RFC 3986."""
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(parameters.items()))


def authorization(query: str, headers: dict[str, str]) -> str:
    """Return the Authorization header of a request with an empty body; all of ``headers`` (lower case) are signed."""
    names = ";".join(sorted(headers))
    canonical_headers = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = "\n".join(["POST", "/", query, canonical_headers, names, headers["x-acs-content-sha256"]])
    to_sign = f"{_ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(settings.SMS_ACCESS_KEY_SECRET.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{_ALGORITHM} Credential={settings.SMS_ACCESS_KEY_ID},SignedHeaders={names},Signature={signature}"
