"""Sends a text message through the backend of the settings, within what may be spent in a day."""

import logging

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.limits import consume, consume_of
from portal.accounts.models import TextMessage
from portal.accounts.models.people import PHONE_PURPOSE, plain_number
from portal.core.encryption import blind_index

logger = logging.getLogger(__name__)

_BACKENDS = {
    "console": "portal.accounts.sms.backends.console.ConsoleBackend",
    "outbox": "portal.accounts.sms.backends.outbox.OutboxBackend",
    "aliyun": "portal.accounts.sms.backends.aliyun.AliyunBackend",
    "tencent": "portal.accounts.sms.backends.tencent.TencentBackend",
}
CODE = "code"
# Purpose → text with named places. Providers hold their own copy under a number of theirs (setting SMS_TEMPLATES).
_TEXTS: dict[str, str | Promise] = {
    CODE: _("您的验证码是 %(code)s，%(minutes)s 分钟内有效。请勿告诉他人，工作人员不会向您索要。"),
}
A_DAY = 24 * 60 * 60


class SmsError(Exception):
    """A text message could not be sent: the way out failed, is not set up, or today's money is spent."""


def register_text(purpose: str, text: str | Promise) -> None:
    """Give a domain's purpose its text; ``%(name)s`` stands for a parameter."""
    _TEXTS[purpose] = text


def backend_name() -> str:
    """Return the backend in force.

    Raises:
        SmsError: the setting names none that exists.
    """
    if settings.SMS_BACKEND not in _BACKENDS:
        raise SmsError(f"SMS_BACKEND is {settings.SMS_BACKEND!r}; set one of {', '.join(sorted(_BACKENDS))}")
    return settings.SMS_BACKEND


def send(phone: str, purpose: str, parameters: dict[str, str], sender: str = "") -> TextMessage:
    """Send one message and return its row of the ledger. Call it outside a transaction: the provider may take seconds.

    Args:
        phone: the mobile number.
        purpose: what it is for: ``code``, or what a domain has registered.
        parameters: values of the text's places, in the order in which the provider's template has them.
        sender: on whose behalf, such as ``enterprise:7``, if it is not the centre's own; its messages are counted.

    Raises:
        SmsError: it was not sent; the ledger has a row that says why, unless the money was spent or a limit reached.
    """
    name, number = backend_name(), plain_number(phone)
    if purpose != CODE:
        _check_limits(purpose, number, sender)
    price = settings.SMS_PRICE_FEN if name in settings.SMS_ENDPOINTS else 0
    budget = "SMS_DAILY_SPEND_FEN" if purpose == CODE else "SMS_NOTICE_DAILY_SPEND_FEN"
    if price and not consume_of(f"{budget}:{timezone.localdate():%Y%m%d}", getattr(settings, budget), A_DAY, price):
        logger.error("No text message sent: %s is spent for today", budget)
        raise SmsError("daily spend cap reached")
    index = blind_index(number, PHONE_PURPOSE)
    message = TextMessage.objects.create(phone=number, phone_index=index, purpose=purpose, backend=name, price_fen=price)
    backend = import_string(_BACKENDS[name])()
    try:
        message.receipt = backend.send(message, str(_TEXTS[purpose]) % parameters, parameters)[:120]
        message.state = TextMessage.State.SENT
    except SmsError as error:
        # The reason names no number: providers echo none.
        message.state, message.error = TextMessage.State.FAILED, str(error)[:200]
        logger.error("Text message %d could not be sent through %s: %s", message.pk, name, error)
        raise
    finally:
        message.save()
    return message


def _check_limits(purpose: str, number: str, sender: str) -> None:
    """Count a message that carries no code, by its receiver and by who has it sent.

    Raises:
        SmsError: one of them has had enough for a day.
    """
    if sender and not consume("sms_notice_sender", f"{purpose}:{sender}"):
        logger.warning("No text message sent: %s has sent as many for %s as it may", sender, purpose)
        raise SmsError("limit of the sender reached")
    if not consume("sms_notice_receiver", f"{purpose}:{number}"):
        logger.warning("No text message sent: its receiver has had as many for %s as anybody may", purpose)
        raise SmsError("limit of the receiver reached")
