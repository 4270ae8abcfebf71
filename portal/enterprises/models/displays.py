"""What an enterprise shows on its page for free: news, products and technologies, and where to buy (R-ENT-1, R-SHOW-8, R-SHOW-10)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.enterprises.models.directory import Enterprise
from portal.links.channels import PurchaseChannel


class NewsItem(Orderable):
    """One piece of news of an enterprise."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="news_items")
    day = models.DateField(_("日期"), default=timezone.localdate)
    text = models.CharField(_("动态"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("企业动态")
        verbose_name_plural = _("企业动态")

    def __str__(self):
        return self.text


class DisplayProduct(Orderable):
    """A product, or a technology of the county's small firms, shown without charge; the portal sells nothing."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("产品")
        TECHNOLOGY = "technology", _("产品技术")

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="display_products")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.PRODUCT)
    name = models.CharField(_("名称"), max_length=60)
    text = models.TextField(_("介绍"), max_length=400)
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("展示产品")
        verbose_name_plural = _("展示产品")

    def __str__(self):
        return self.name


class EnterpriseChannel(PurchaseChannel):
    """Where an enterprise's goods are sold."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="channels")

    class Meta(PurchaseChannel.Meta):
        verbose_name = _("购买渠道")
        verbose_name_plural = _("购买渠道")
