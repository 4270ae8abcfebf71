"""Text messages that were sent, whichever way: the ledger of what they cost, and the outbox of the embedded default."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField
from portal.core.masking import mask_phone
from portal.core.moments import minute_text


class TextMessage(models.Model):
    """One text message. ``text`` is kept by the outbox only, where it is the message itself; elsewhere it would hold codes for nothing."""

    class State(models.TextChoices):
        QUEUED = "queued", _("发送中")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("发送失败")

    phone = EncryptedTextField(_("手机号码"), max_length=11)
    phone_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
    purpose = models.CharField(_("用途"), max_length=40)
    text = EncryptedTextField(_("内容"), blank=True, default="")
    backend = models.CharField(_("通道"), max_length=20)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.QUEUED)
    receipt = models.CharField(_("通道回执"), max_length=120, blank=True)
    error = models.CharField(_("失败原因"), max_length=200, blank=True)
    price_fen = models.PositiveIntegerField(_("费用（分）"), default=0)
    created_at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("短信")
        verbose_name_plural = _("短信发件箱")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.masked_phone} {minute_text(self.created_at)}"

    @property
    def masked_phone(self) -> str:
        """The phone as the outbox shows it."""
        return mask_phone(self.phone)
