"""The directory of enterprises (企业名录)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, MEMBERSHIP, SETTLEMENT, role_rights
from portal.core import clock
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord
from portal.core.validators import credit_code, latitude, longitude, plain_credit_code
from portal.enterprises.querysets import EnterpriseQuerySet
from portal.links.models import is_hidden
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


@role_rights({DIRECTOR: ("add", "change", "delete", "view")})
class IndustryClass(models.Model):
    """A class of GB/T 4754-2017, such as ``F5292 互联网零售``."""

    code = models.CharField(_("代码"), max_length=5, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    section = models.CharField(_("门类代码"), max_length=1)
    section_name = models.CharField(_("门类名称"), max_length=60)

    class Meta:
        verbose_name = _("行业分类")
        verbose_name_plural = _("行业分类")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


@moderated("enterprise")
@role_rights({MEMBERSHIP: ("add", "change", "view"), SETTLEMENT: ("add", "change", "view")})
class Enterprise(Moderated, EditorialRecord, ClusterableModel):
    """An enterprise, co-operative, family farm or individual in the public directory (R-ENT-1, R-ENT-2, R-ENT-6)."""

    class Kind(models.TextChoices):
        """Types of R-ENT-2 (S1 ch.2 一; §(二))."""

        ECOMMERCE = "ecommerce", _("电商企业")
        LOGISTICS = "logistics", _("物流企业")
        RURAL_PLATFORM = "rural_platform", _("农村电商服务平台企业")
        THIRD_PARTY = "third_party", _("第三方服务企业")
        INDIVIDUAL = "individual", _("个人创业者")
        COOPERATIVE = "cooperative", _("合作社")
        FAMILY_FARM = "family_farm", _("家庭农场")

    url_name = "enterprises:detail"
    detail_template = "pages/enterprises/detail.html"

    name = models.CharField(_("名称"), max_length=80, unique=True)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    kind = models.CharField(_("类型"), max_length=16, choices=Kind)
    credit_code = models.CharField(
        _("统一社会信用代码"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[credit_code],
        help_text=_("18 位，见营业执照。"),
    )
    exemption = models.CharField(
        _("免登记说明"), max_length=60, blank=True, help_text=_("个人销售自产农副产品等依法无需登记的，填写“依法无需登记”。")
    )
    industry = models.ForeignKey(
        IndustryClass, verbose_name=_("行业分类"), null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises"
    )
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), on_delete=models.PROTECT, related_name="enterprises", null=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[longitude])
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[latitude])
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    logo = models.ForeignKey(
        "media.CustomImage", verbose_name=_("标志或门头图"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    introduction = models.TextField(_("企业简介"), max_length=1000)
    main_business = models.CharField(_("主营业务"), max_length=200)
    latest_news = models.CharField(_("最新动态"), max_length=200, blank=True)
    phone = PhoneField(_("公开电话"), blank=True)
    website = models.URLField(_("网站"), blank=True)
    settled = models.BooleanField(_("已入驻中心"), default=False)
    verified_at = models.DateTimeField(_("核验时间"), null=True, blank=True, editable=False)
    reminded_days = models.PositiveSmallIntegerField(_("已提醒（到期前天数）"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("信息确认时间"), null=True, blank=True, editable=False)
    confirmation_asked_at = models.DateTimeField(_("上次请求确认的时间"), null=True, blank=True, editable=False)

    fields_kept_outside_revisions = ("verified_at", "reminded_days", "confirmed_at", "confirmation_asked_at")

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业")
        verbose_name_plural = _("企业名录")
        ordering = ["name"]
        indexes = [models.Index(fields=["last_published_at", "id"], name="enterprises_newest")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        nothing_typed = not (self.credit_code or "").strip()
        self.credit_code = plain_credit_code(self.credit_code) or None
        if nothing_typed and not self.exemption:
            raise ValidationError(
                {"credit_code": ValidationError(_("请填写统一社会信用代码；依法无需登记的，请在“免登记说明”中写明。"), code="required")}
            )

    def with_content_json(self, content):
        restored = super().with_content_json(content)
        # A revision may carry a copy of the row that is older than the last verification.
        kept = type(self).objects.filter(pk=self.pk).values(*self.fields_kept_outside_revisions).first() or {}
        for name, value in kept.items():
            setattr(restored, name, value)
        return restored

    @property
    def shown_website(self) -> str:
        """The website unless the nightly check hid it."""
        return _unless_hidden(self.website)

    @property
    def verified_until(self) -> datetime | None:
        """When the verification lapses; ``None`` if nobody has ever verified."""
        return self.verified_at + timedelta(days=settings.ENTERPRISE_VERIFY_DAYS) if self.verified_at else None

    @property
    def verification(self) -> str:
        """``verified``, ``lapsed`` or ``""`` (listed by the centre, nobody has been verified for it)."""
        if self.verified_at is None:
            return ""
        return "lapsed" if clock.has_come(self.verified_until) else "verified"

    @property
    def confirmation(self) -> str:
        """How old the last confirmation of what the page says is: ``fresh``, ``ageing`` or ``stale`` (peers.md §3, 14)."""
        if self.confirmed_at is None:
            return "stale"
        days = (timezone.localdate() - timezone.localtime(self.confirmed_at).date()).days
        if days <= settings.ENTERPRISE_FRESH_DAYS:
            return "fresh"
        return "ageing" if days <= settings.ENTERPRISE_STALE_DAYS else "stale"

    def get_owner_url(self) -> str:
        """Return where its members look after it, who have no business in the back office."""
        return reverse("enterprises:my-enterprise", args=[self.pk])


class Licence(Orderable):
    """An operating permit that the public may read (E-Commerce Law art. 15; S3 附件1 §2)."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="licences")
    kind = models.CharField(_("证照名称"), max_length=60)
    number = models.CharField(_("证照编号"), max_length=60)
    issuer = models.CharField(_("发证机关"), max_length=80, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    image = models.ForeignKey(
        "media.CustomImage", verbose_name=_("证照图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    url = models.URLField(_("电子证照链接"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("证照")
        verbose_name_plural = _("证照")

    def __str__(self):
        return f"{self.kind} {self.number}"

    @property
    def expired(self) -> bool:
        """Whether the permit's last day has passed."""
        return bool(self.valid_until and self.valid_until < timezone.localdate())

    @property
    def shown_url(self) -> str:
        """The electronic permit's address unless the nightly check hid it."""
        return _unless_hidden(self.url)


def _unless_hidden(url: str) -> str:
    return "" if url and is_hidden(url) else url
