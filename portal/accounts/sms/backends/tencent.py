"""Tencent Cloud's SendSms (API 2021-01-11), signed with TC3-HMAC-SHA256 by the standard library."""

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from portal.accounts.sms.backends.http import ask, template_of
from portal.accounts.sms.sending import SmsError

_ALGORITHM = "TC3-HMAC-SHA256"
_TYPE = "application/json; charset=utf-8"
_SIGNED = "content-type;host"


class TencentBackend:
    """One message through Tencent Cloud."""

    def send(self, message, text: str, parameters: dict[str, str]) -> str:
        """Send it and return Tencent's SerialNo.

        Raises:
            SmsError: see :func:`portal.accounts.sms.backends.http.ask`, or Tencent refused.
        """
        body = json.dumps(
            {
                "PhoneNumberSet": [f"+86{message.phone}"],
                "SmsSdkAppId": settings.SMS_APP_ID,
                "SignName": settings.SMS_SIGN_NAME,
                "TemplateId": template_of(message.purpose),
                "TemplateParamSet": list(parameters.values()),
            }
        ).encode()
        endpoint, moment = settings.SMS_ENDPOINTS["tencent"], int(time.time())
        headers = {
            "Content-Type": _TYPE,
            "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11",
            "X-TC-Region": settings.SMS_REGION,
            "X-TC-Timestamp": str(moment),
            "Authorization": authorization(body, urlsplit(endpoint).netloc, moment),
        }
        answer = ask(endpoint, headers, body).get("Response", {})
        statuses = answer.get("SendStatusSet") or [{"Code": answer.get("Error", {}).get("Code", "no status")}]
        if statuses[0].get("Code") != "Ok":
            raise SmsError(f"tencent: {statuses[0].get('Code')}")
        return str(statuses[0].get("SerialNo", ""))


def authorization(body: bytes, host: str, moment: int) -> str:
    """Return the Authorization header of a POST request.

    Args:
        body: what is sent.
        host: host and port of the endpoint.
        moment: seconds since 1970, also sent as X-TC-Timestamp.
    """
    day = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    canonical = "\n".join(["POST", "/", "", f"content-type:{_TYPE}\nhost:{host}\n", _SIGNED, hashlib.sha256(body).hexdigest()])
    scope = f"{day}/sms/tc3_request"
    to_sign = "\n".join([_ALGORITHM, str(moment), scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"TC3{settings.SMS_ACCESS_KEY_SECRET}".encode()
    for part in (day, "sms", "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{_ALGORITHM} Credential={settings.SMS_ACCESS_KEY_ID}/{scope}, SignedHeaders={_SIGNED}, Signature={signature}"
