"""Calls to declare: who qualifies, what is given, what is asked for, and who got it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.core.expiry import Expiring
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.policy_calls.choices import Level, Phase
from portal.policy_calls.querysets import PolicyCallQuerySet

# Pages of the policy library; they stand above this room.
POLICY_PAGE = "policies.PolicyPage"


@moderated("policy")
class PolicyCall(Moderated, Expiring, EditorialRecord, ClusterableModel):  # type: ignore[django-manager-missing]
    """A call to declare for support (政策申报通知, R-POL-2); its result is published with it, by the same review.

    ``policy`` is a page of the policy library, which this room does not know by type.
    """

    url_name = "policy_calls:call"
    detail_template = "pages/policy_calls/call.html"
    fields_kept_outside_revisions = ("reminded_for", "announced_at")

    name = models.CharField(gettext_lazy("申报通知"), max_length=80, unique=True)
    policy = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=gettext_lazy("政策依据"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="policy_calls",
    )
    level = models.CharField(gettext_lazy("层级"), max_length=12, choices=Level)
    issuer = models.CharField(gettext_lazy("发布单位"), max_length=80)
    summary = models.CharField(gettext_lazy("一句话说明"), max_length=120)
    introduction = models.TextField(gettext_lazy("申报说明"), max_length=3000, blank=True)
    support = models.CharField(
        gettext_lazy("支持标准"), max_length=200, help_text=gettext_lazy("给多少、怎么给，例如“每家最高 3 万元，一次性拨付”。")
    )
    how = models.TextField(
        gettext_lazy("怎么申报、到哪里申报"), max_length=800, help_text=gettext_lazy("受理单位、地点、时间或网址，要交几份。")
    )
    opens_on = models.DateField(gettext_lazy("开始日期"))
    valid_until = models.DateField(gettext_lazy("截止日期"), help_text=gettext_lazy("当天 24 点自动截止。"))
    contact = models.CharField(gettext_lazy("咨询单位"), max_length=60, blank=True)
    phone = PhoneField(gettext_lazy("咨询电话"), blank=True)
    priority = models.BooleanField(
        gettext_lazy("优先告知入驻企业"), default=False, help_text=gettext_lazy("发布后先给每家入驻企业的成员发消息，截止前再提醒。")
    )
    notice_from = models.DateField(gettext_lazy("公示开始"), null=True, blank=True, help_text=gettext_lazy("到这一天公开结果。"))
    notice_until = models.DateField(gettext_lazy("公示结束"), null=True, blank=True)
    notice_text = models.TextField(
        gettext_lazy("公示说明"), max_length=600, blank=True, help_text=gettext_lazy("对结果有异议的，向谁、在什么时候之前提出。")
    )
    announced_at = models.DateTimeField(gettext_lazy("告知入驻企业的时间"), null=True, editable=False)

    objects = PolicyCallQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = gettext_lazy("政策申报通知")
        verbose_name_plural = gettext_lazy("政策申报通知")
        ordering = ["-valid_until", "-pk"]
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="policy_calls_newest"),
            models.Index(fields=["valid_until", "id"], name="policy_calls_by_end"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.opens_on and self.valid_until and self.valid_until < self.opens_on:
            raise ValidationError({"valid_until": ValidationError(_("截止日期不能早于开始日期。"), code="order")})
        if bool(self.notice_from) != bool(self.notice_until):
            missing = "notice_until" if self.notice_from else "notice_from"
            raise ValidationError({missing: ValidationError(_("公示的开始和结束日期要一起填写。"), code="required")})
        if self.notice_from and self.notice_until and self.notice_until < self.notice_from:
            raise ValidationError({"notice_until": ValidationError(_("公示结束不能早于公示开始。"), code="order")})
        if self.notice_from and self.valid_until and self.notice_from <= self.valid_until:
            raise ValidationError({"notice_from": ValidationError(_("申报截止以后才能公示结果。"), code="order")})

    @property
    def phase(self) -> str:
        """Where the call stands today; a draft may lack its days."""
        today = timezone.localdate()
        if self.notice_from and self.notice_from <= today:
            return Phase.RESULTS
        if self.opens_on is None or self.opens_on > today:
            return Phase.COMING
        return Phase.OPEN if self.valid_until is None or self.valid_until >= today else Phase.CLOSED

    @property
    def phase_label(self) -> str:
        """The same in words."""
        return str(Phase(self.phase).label)

    @property
    def is_open(self) -> bool:
        """Whether firms may declare today."""
        return self.phase == Phase.OPEN

    @property
    def time_left(self) -> str:
        """How long it is open, in words; nothing where it is not."""
        if not self.is_open or self.valid_until is None:
            return ""
        days = (self.valid_until - timezone.localdate()).days
        return _("还有 %(days)d 天截止") % {"days": days} if days else _("今天截止")


class Condition(Orderable):
    """Something that a firm must be or have to qualify; short enough to be ticked."""

    call = ParentalKey(PolicyCall, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField(gettext_lazy("条件"), max_length=150, help_text=gettext_lazy("一条写一个条件，企业能对照回答“是”或“不是”。"))

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("申报条件")
        verbose_name_plural = gettext_lazy("申报条件")

    def __str__(self):
        return self.text


class Material(Orderable):
    """A paper that is asked for, with its form to download where there is one."""

    call = ParentalKey(PolicyCall, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField(gettext_lazy("材料"), max_length=80)
    note = models.CharField(gettext_lazy("要求"), max_length=120, blank=True, help_text=gettext_lazy("例如“一式两份，盖公章”。"))
    form = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=gettext_lazy("表格下载"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("申报材料")
        verbose_name_plural = gettext_lazy("申报材料")

    def __str__(self):
        return self.name


class Award(Orderable):
    """A firm that got the support, as the notice of results names it (公示)."""

    call = ParentalKey(PolicyCall, on_delete=models.CASCADE, related_name="awards")
    name = models.CharField(gettext_lazy("企业名称"), max_length=100)
    amount = models.DecimalField(
        gettext_lazy("金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("公示结果")
        verbose_name_plural = gettext_lazy("公示结果")

    def __str__(self):
        return self.name
