"""Service providers (服务商): admission, listing and exit."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, role_rights
from portal.catalogues.querysets import ProviderQuerySet
from portal.core.fields import ChoicesField, PhoneField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


class ProviderField(models.TextChoices):
    """Fields of providers (R-CAT-5): the six top classes first."""

    SOFTWARE = "software", _("软件")
    MARKETING = "marketing", _("营销")
    VISUAL = "visual", _("视觉")
    FINANCE = "finance", _("金融")
    LOGISTICS = "logistics", _("物流")
    TRAINING = "training", _("培训")
    OPERATION = "operation", _("代运营")
    CUSTOMER_SERVICE = "customer_service", _("客服托管")
    PROMOTION = "promotion", _("推广运营")
    PLANNING = "planning", _("方案策划")
    DEVELOPMENT = "development", _("技术开发")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("知识产权")
    DESIGN = "design", _("设计装修")
    PHOTOGRAPHY = "photography", _("摄影摄像")
    LEGAL = "legal", _("法律")
    ACCOUNTING = "accounting", _("会计")
    LIVESTREAM = "livestream", _("网红直播")
    NEW_MEDIA = "new_media", _("新媒体")


@moderated("service")
@role_rights({DIRECTOR: ("change_provider_state",)})
class Provider(Moderated, EditorialRecord, ClusterableModel):
    """A provider of the directory (R-CAT-3 to R-CAT-5).

    ``state`` is moved only by :func:`portal.catalogues.services.change_provider_state` and is kept outside revisions, so that restoring an
    old text never re-lists a suspended provider.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("已申请")
        LISTED = "listed", _("已入库")
        SUSPENDED = "suspended", _("已暂停")
        REMOVED = "removed", _("已清退")

    url_name = "catalogues:provider-detail"
    detail_template = "pages/catalogues/provider_detail.html"
    fields_kept_outside_revisions = ("state",)

    name = models.CharField(_("服务商名称"), max_length=80, unique=True)
    fields = ChoicesField(_("服务领域"), choices_class=ProviderField)
    introduction = models.TextField(_("服务商介绍"), max_length=800)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("对应企业"), null=True, blank=True, on_delete=models.SET_NULL, related_name="providers"
    )
    town = models.ForeignKey(
        "places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="providers"
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    phone = PhoneField(_("公开电话"), blank=True)
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.APPLIED, editable=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务商")
        verbose_name_plural = _("服务商名录")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["first_published_at", "id"], name="catalogues_provider_entered"),
            models.Index(fields=["last_published_at", "id"], name="catalogues_provider_newest"),
        ]
        permissions = [("change_provider_state", _("变更服务商状态"))]

    def __str__(self):
        return self.name

    def get_owner_url(self) -> str:
        """Return where those who keep the entry see how it stands."""
        return reverse("catalogues:my-entries")

    def get_edit_url(self) -> str:
        """Return where they edit it."""
        return reverse("catalogues:my-provider", args=[self.pk])

    def clean(self):
        super().clean()
        if self.live and not self.offers.all():
            raise ValidationError(_("服务商须至少填写一项带价格的服务才能公开。"), code="no_price")


class ProviderOffer(Orderable):
    """A service of a provider with its price in yuan; both are mandatory (R-CAT-3)."""

    provider = ParentalKey(Provider, on_delete=models.CASCADE, related_name="offers")
    name = models.CharField(_("服务名称"), max_length=60)
    content = models.CharField(_("服务内容"), max_length=300)
    price = models.DecimalField(_("价格（元）"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0"))])
    unit = models.CharField(_("计价单位"), max_length=20)

    class Meta(Orderable.Meta):
        verbose_name = _("服务与价格")

    def __str__(self):
        return self.name


class ProviderStateChange(models.Model):
    """One move of a provider's state: from, to, when, by whom and why (R-CAT-4)."""

    provider = models.ForeignKey(Provider, verbose_name=_("服务商"), on_delete=models.CASCADE, related_name="state_changes")
    from_state = models.CharField(_("原状态"), max_length=12, choices=Provider.State)
    to_state = models.CharField(_("新状态"), max_length=12, choices=Provider.State)
    reason = models.CharField(_("理由"), max_length=300)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("状态变更")
        verbose_name_plural = _("状态变更")
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
