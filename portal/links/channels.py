"""Purchase channels: where to buy what the portal shows. The portal itself takes no order and no money (R-SHOW-1; order 292, art. 4)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from portal.links.models import is_hidden


class Platform(models.TextChoices):
    """Trading platforms (R-SHOW-1) and places where things are sold."""

    TAOBAO = "taobao", _("淘宝")
    TMALL = "tmall", _("天猫")
    PINDUODUO = "pinduoduo", _("拼多多")
    JD = "jd", _("京东")
    SUNING = "suning", _("苏宁易购")
    DOUYIN = "douyin", _("抖音")
    WECHAT = "wechat", _("微信小店")
    CTRIP = "ctrip", _("携程")
    MEITUAN = "meituan", _("美团")
    OFFLINE = "offline", _("线下门店")
    OTHER = "other", _("其他平台")


class PurchaseChannel(Orderable):
    """One shop; a subclass adds the ``page`` it belongs to."""

    platform = models.CharField(_("平台"), max_length=16, choices=Platform)
    shop = models.CharField(_("店铺"), max_length=60)
    url = models.URLField(_("网址"), blank=True, max_length=500)
    address = models.CharField(_("门店地址"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return f"{self.get_platform_display()} {self.shop}"

    def clean(self):
        super().clean()
        if self.platform == Platform.OFFLINE:
            if not self.address:
                raise ValidationError({"address": ValidationError(_("线下门店请填写地址。"), code="required")})
        elif not self.url.startswith("https://"):
            raise ValidationError({"url": ValidationError(_("请填写以 https:// 开头的店铺网址。"), code="https")})

    @property
    def hidden(self) -> bool:
        """Whether the nightly check found the link dead or hijacked, so that the public is not led there."""
        return bool(self.url) and is_hidden(self.url)
