"""One-time codes by text message: asked for within limits, tried five times at most, replaced by the next one for good."""

import secrets
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import sms
from portal.accounts.limits import consume
from portal.accounts.models import OneTimeCode
from portal.accounts.models.people import PHONE_PURPOSE, digits_of, plain_number
from portal.core.encryption import blind_index


class CodeRefusedError(Exception):
    """No code was sent; the text says what the person can do. It is the same whether the number has an account or not.

    Args:
        message: the text.
        code: ``pause`` (asked for a moment ago), ``limit`` (asked for too often) or ``unsent`` (no text message can be sent).
    """

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.code = code


def send_code(phone: str, purpose: str, address: str, form_key: str = "") -> OneTimeCode:
    """Send a new code; every earlier one of this number and purpose is worth nothing from now on.

    A form that is sent again, because the answer to it was lost, gets the code that it has asked for already.

    Args:
        phone: the mobile number.
        purpose: one of ``OneTimeCode.Purpose``.
        address: where the request came from.
        form_key: the key that the form was drawn with.

    Raises:
        CodeRefusedError: a limit is reached, or the text message cannot be sent.
    """
    number = plain_number(phone)
    index = blind_index(number, PHONE_PURPOSE)
    sent = OneTimeCode.objects.filter(
        phone_index=index, purpose=purpose, form_key=form_key[:32], state=OneTimeCode.State.LIVE, expires_at__gt=timezone.now()
    ).first()
    if form_key and sent:
        return sent
    _check_limits(number, address)
    digits = settings.ONE_TIME_CODE_DIGITS
    typed = f"{secrets.randbelow(10**digits):0{digits}}"
    with transaction.atomic():
        earlier = OneTimeCode.objects.filter(phone_index=index, purpose=purpose, state=OneTimeCode.State.LIVE)
        earlier.update(state=OneTimeCode.State.REPLACED)
        code = OneTimeCode.objects.create(
            purpose=purpose,
            phone=number,
            phone_index=index,
            digest=_digest(index, purpose, typed),
            form_key=form_key[:32],
            expires_at=timezone.now() + timedelta(seconds=settings.ONE_TIME_CODE_SECONDS),
        )
    try:
        sms.send(number, sms.CODE, {"code": typed, "minutes": str(settings.ONE_TIME_CODE_SECONDS // 60)})
    except sms.SmsError as error:
        OneTimeCode.objects.filter(pk=code.pk).update(state=OneTimeCode.State.REPLACED)
        raise CodeRefusedError(_("短信暂时发不出去。您可以改用密码，或到服务网点领取注册码。"), code="unsent") from error
    return code


def check_code(code: OneTimeCode, typed: str) -> bool:
    """Return whether ``typed`` is the code; a right one is used up by this, and the fifth try is the last.

    Every try is counted before it is compared, in one conditional update each: two requests at once cannot have more tries together.
    """
    mine = OneTimeCode.objects.filter(pk=code.pk, state=OneTimeCode.State.LIVE)
    most = settings.ONE_TIME_CODE_TRIES
    if not mine.filter(expires_at__gt=timezone.now(), tries__lt=most).update(tries=F("tries") + 1):
        return False
    if compare_digest(code.digest, _digest(code.phone_index, code.purpose, digits_of(typed))):
        return bool(mine.update(state=OneTimeCode.State.USED))
    mine.filter(tries__gte=most).update(state=OneTimeCode.State.BURNT)
    return False


def is_open(code: OneTimeCode) -> bool:
    """Return whether the code can still be tried."""
    return OneTimeCode.objects.filter(pk=code.pk, state=OneTimeCode.State.LIVE, expires_at__gt=timezone.now()).exists()


def _digest(index: str, purpose: str, typed: str) -> str:
    return blind_index(f"{index}:{purpose}:{typed}", "one-time-code")


def _check_limits(number: str, address: str) -> None:
    if not consume("sms_number_pause", number):
        raise CodeRefusedError(_("刚刚已经发送过验证码，请等 1 分钟再试。"), code="pause")
    within = [
        consume("sms_number_hour", number),
        consume("sms_number_day", number),
        consume("sms_address_hour", address),
        consume("sms_address_day", address),
    ]
    if not all(within):
        raise CodeRefusedError(_("验证码发送次数太多，请过一小时或明天再试，也可以改用密码或注册码。"), code="limit")
