"""Codes that prove something once: by text message, or on paper."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text, minute_text


class OneTimeCode(models.Model):
    """A code sent to a phone. Only its digest is kept; wrong tries are counted here, so that no new session resets them."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("登录注册")
        PHONE = "phone", _("核验手机号")
        PASSWORD = "password", _("重设密码")
        CLOSE = "close", _("注销账号")

    class State(models.TextChoices):
        LIVE = "live", _("有效")
        USED = "used", _("已使用")
        BURNT = "burnt", _("输错次数过多")
        REPLACED = "replaced", _("已被新验证码代替")

    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose)
    phone = EncryptedTextField(_("手机号码"), max_length=11)
    phone_index = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    # The key of the form that asked for it: the same form sent again is led to this code and sends none.
    form_key = models.CharField(max_length=32, blank=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.LIVE)
    tries = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    created_at = models.DateTimeField(_("发送时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("失效时间"), db_index=True)

    class Meta:
        verbose_name = _("短信验证码")
        verbose_name_plural = _("短信验证码")

    def __str__(self):
        return f"{self.get_purpose_display()} {minute_text(self.created_at)}"


class PaperSheet(models.Model):
    """A printed sheet of registration codes for one contact point."""

    place = models.CharField(_("发放网点"), max_length=120)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("打印人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    printed_at = models.DateTimeField(_("打印时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("失效时间"))
    cancelled_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("注册码单")
        verbose_name_plural = _("注册码单")
        ordering = ["-printed_at", "-pk"]

    def __str__(self):
        return f"{self.place} {day_text(self.printed_at)}"


class PaperCode(models.Model):
    """One code of a sheet: lets one person register without a text message. Only its digest is kept."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("使用人"), null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("注册码")
        verbose_name_plural = _("注册码")

    def __str__(self):
        return f"{self.sheet} #{self.pk}"
