"""Trade leads, the inquiries that they get, and the matches that staff bring about (供销对接, R-REC-4)."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DATA, DIRECTOR, OPERATOR, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.expiry import Expiring
from portal.core.masking import mask_name
from portal.core.models import PublishableRecord
from portal.core.moments import day_text
from portal.enrolment.responses import SENT, WITHDRAWN, Response, one_standing
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.trade_leads.choices import Category, Kind
from portal.trade_leads.querysets import InquiryQuerySet, TradeLeadQuerySet


def author(lead):
    """Return who posted a lead."""
    return lead.poster


@moderated("product", author=author)
@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK), ("match_tradelead",)))
class TradeLead(Moderated, Expiring, PublishableRecord):
    """What somebody sells or looks for; shown while reviewed, within its dates and not ended.

    A lead is a firm's, or a person's who has none: then it names the person by family name, by that person's consent alone.
    """

    class State(models.TextChoices):
        """Moved by :mod:`portal.trade_leads.services` alone."""

        OPEN = "open", _("进行中")
        DEALT = "dealt", _("已成交")
        CLOSED = "closed", _("已结束")
        EXPIRED = "expired", _("已到期")

    url_name = "trade_leads:lead"
    detail_template = "pages/trade_leads/lead.html"
    fields_kept_outside_revisions = ("state", "valid_until", "reminded_for", "poster_id", "enterprise_id")

    kind = models.CharField(_("供求"), max_length=6, choices=Kind, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="trade_leads"
    )
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("发布人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="trade_leads"
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN, editable=False)
    category = models.CharField(_("类别"), max_length=10, choices=Category)
    product = models.CharField(_("产品名称"), max_length=30)
    quantity = models.DecimalField(_("数量"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    unit = models.CharField(_("单位"), max_length=8, help_text=_("例如斤、箱、吨、只。"))
    price = models.DecimalField(
        _("单价（元）"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("不填就是面议。"),
    )
    town = models.ForeignKey(
        "places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="trade_leads"
    )
    place = models.CharField(_("交货地点"), max_length=80, blank=True, help_text=_("村、市场或仓库名称，不要写家庭住址。"))
    available_from = models.DateField(_("什么时候开始有货"), null=True, blank=True, help_text=_("现在就有的不用填。"))
    packing = models.CharField(_("包装规格"), max_length=60, blank=True)
    certificates = models.CharField(_("证书"), max_length=100, blank=True, help_text=_("例如绿色食品证书、合格证和编号；没有的不用填。"))
    description = models.TextField(
        _("补充说明"), max_length=600, blank=True, help_text=_("请不要写姓名、电话和住址，有意的人通过本站联系您。")
    )
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TradeLeadQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("供求信息")
        verbose_name_plural = _("供求信息")
        ordering = ["-first_published_at", "-pk"]
        permissions = [("match_tradelead", _("供销对接：推荐和登记结果"))]
        indexes = [
            models.Index(fields=["state", "first_published_at", "id"], name="trade_leads_newest"),
            models.Index(fields=["state", "last_published_at", "id"], name="trade_leads_published"),
            models.Index(fields=["state", "valid_until", "id"], name="trade_leads_by_end"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.product} {self.amount}"

    def clean_fields(self, exclude=None):
        """Check each field; a form that has missed the town itself says so once."""
        super().clean_fields(exclude)
        if self.kind == Kind.OFFER and self.town_id is None and "town" not in (exclude or ()):
            raise ValidationError({"town": ValidationError(_("请选择所在乡镇。"), code="required")})

    def clean(self):
        super().clean()
        if self.available_from and self.valid_until and self.available_from > self.valid_until:
            raise ValidationError({"available_from": ValidationError(_("开始有货的日期不能晚于截止日期。"), code="order")})

    def get_owner_url(self) -> str:
        """Return where its owner sees how it stands."""
        return reverse("trade_leads:my")

    @property
    def is_offer(self) -> bool:
        """Whether something is sold."""
        return self.kind == Kind.OFFER

    @property
    def amount(self) -> str:
        """Quantity and unit in words."""
        return f"{self.quantity.normalize():f} {self.unit}" if self.quantity is not None else self.unit

    @property
    def shown_price(self) -> str:
        """What one unit costs, in words."""
        return str(_("%(price)s 元/%(unit)s") % {"price": f"{self.price:.2f}", "unit": self.unit} if self.price else _("价格面议"))

    @property
    def shown_name(self) -> str:
        """The firm, or the person by family name."""
        name = self.poster.get_full_name() if self.poster else ""
        return self.enterprise.name if self.enterprise else mask_name(name) or str(_("个人"))

    @property
    def log_name(self) -> str:
        """What logs and records call it, which outlive it: nothing that the person has written."""
        return f"{self.get_kind_display()}{self.get_category_display()} {self.pk}"

    @property
    def summary(self) -> str:
        """One line for feeds and search."""
        parts = [self.get_category_display(), self.shown_price, str(self.town or ""), self.shown_name]
        return "，".join(filter(None, parts))


class Inquiry(Response):
    """Somebody answers a lead (询盘): a few words, name and phone for whoever posted it."""

    class State(models.TextChoices):
        """Moved by :mod:`portal.trade_leads.services` alone."""

        SENT = SENT, _("已提交")
        CONTACTED = "contacted", _("已联系")
        AGREED = "agreed", _("已谈成")
        DECLINED = "declined", _("没谈成")
        WITHDRAWN = WITHDRAWN, _("已撤回")

    answers_to = "lead"
    purpose = "trade_inquiry"
    personal_fields = ("contact", "phone", "text")

    lead = models.ForeignKey(TradeLead, verbose_name=_("供求信息"), on_delete=models.CASCADE, related_name="inquiries")
    text = EncryptedTextField(_("想说的话"), max_length=300, blank=True, default="")
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.SENT)

    objects = InquiryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Response.Meta):
        verbose_name = _("意向")
        verbose_name_plural = _("意向")
        constraints = [one_standing("lead", "trade_leads_inquiry_one_standing")]

    def __str__(self):
        return f"{self.lead} {day_text(self.sent_at)}"

    @property
    def log_name(self) -> str:
        """What logs call it: nothing that anybody has written."""
        return f"{self._meta.verbose_name} {self.pk}"

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands."""
        return reverse("trade_leads:my")


@role_rights({**dict.fromkeys((DIRECTOR, OPERATOR, CLERK, DATA), ("view",))})
class Match(models.Model):
    """Two sides that staff brought together, by a proposal or after an inquiry, and what came of it; nobody's name."""

    class State(models.TextChoices):
        """Moved by :mod:`portal.trade_leads.matching` alone."""

        PROPOSED = "proposed", _("对接中")
        DEALT = "dealt", _("成交")
        FAILED = "failed", _("未成交")

    lead = models.ForeignKey(TradeLead, verbose_name=_("供求信息"), null=True, on_delete=models.SET_NULL, related_name="matches")
    counterpart = models.ForeignKey(
        TradeLead, verbose_name=_("对方"), null=True, on_delete=models.SET_NULL, related_name="matches_of_demand"
    )
    inquiry = models.OneToOneField(Inquiry, verbose_name=_("意向"), null=True, on_delete=models.SET_NULL, related_name="match")
    state = models.CharField(_("结果"), max_length=8, choices=State, default=State.PROPOSED)
    amount = models.DecimalField(
        _("成交金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    note = models.CharField(_("说明"), max_length=200, blank=True, default="")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("对接时间"), default=timezone.now)
    decided_at = models.DateTimeField(_("登记时间"), null=True)

    class Meta:
        verbose_name = _("供销对接")
        verbose_name_plural = _("供销对接")
        ordering = ["-proposed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["lead", "counterpart"], name="trade_leads_match_once")]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number under which its service is recorded."""
        return f"GX{self.pk:06d}"

    def get_outcome_url(self) -> str:
        """Return where staff record what came of it."""
        return reverse("trade_match_outcome", args=[self.pk])
