"""Job posts of enterprises, and their ledger."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TALENT, role_rights
from portal.core.append_only import AppendOnlyModel
from portal.core.expiry import Expiring
from portal.core.models import PublishableRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.talent.choices import MONTHLY, Education, Experience, JobClass, JobType, PayUnit
from portal.talent.pay import pay_text
from portal.talent.querysets import JobQuerySet


@moderated("job")
@role_rights({TALENT: ("add", "change")})
class Job(Moderated, Expiring, PublishableRecord):
    """A job post: the six items of 人力资源市场暂行条例 art. 24 and its last day (R-TAL-2, R-FORM-7, domain.md §7).

    ``state`` and ``valid_until`` belong to the post, not to a text of it: approving or restoring a text leaves them alone.
    """

    class State(models.TextChoices):
        """R-TAL-9; moved by :mod:`portal.talent.services.jobs` alone."""

        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("审核中")
        OPEN = "open", _("招聘中")
        FILLED = "filled", _("已招满")
        EXPIRED = "expired", _("已到期")
        CLOSED = "closed", _("已关闭")
        REMOVED = "removed", _("已撤下")

    url_name = "talent:job"
    detail_template = "pages/talent/job.html"
    fields_kept_outside_revisions = ("state", "valid_until", "reminded_for", "poster_id")

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("用人单位"), null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="jobs"
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    title = models.CharField(_("职位"), max_length=40)
    job_class = models.CharField(_("职位类别"), max_length=12, choices=JobClass)
    job_type = models.CharField(_("工作方式"), max_length=8, choices=JobType, default=JobType.FULL)
    headcount = models.PositiveSmallIntegerField(_("招聘人数"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    employer_profile = models.TextField(_("单位基本情况"), max_length=500)
    requirements = models.TextField(_("招聘条件"), max_length=800)
    duties = models.TextField(_("工作内容"), max_length=800)
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), on_delete=models.PROTECT, related_name="jobs")
    workplace = models.CharField(_("工作地点"), max_length=120)
    pay_min = models.DecimalField(_("最低报酬（元）"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    pay_max = models.DecimalField(_("最高报酬（元）"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    pay_unit = models.CharField(_("计薪单位"), max_length=8, choices=PayUnit, default=PayUnit.MONTH)
    pay_note = models.CharField(_("报酬说明"), max_length=120, blank=True, help_text=_("例如包吃住、计件、提成。"))
    monthly_pay = models.PositiveIntegerField(_("折合月薪上限（元）"), default=0, editable=False)
    education = models.CharField(_("学历要求"), max_length=10, choices=Education, default=Education.ANY)
    experience = models.CharField(_("经验要求"), max_length=8, choices=Experience, default=Experience.ANY)
    no_fees = models.BooleanField(
        _("承诺不收费"), default=False, help_text=_("不以任何名目向求职者收取费用、押金，不扣押证件（就业促进法第四十一条）。")
    )
    source_name = models.CharField(_("转载来源"), max_length=60, blank=True, help_text=_("转载的招聘信息须写明来源。"))
    source_url = models.URLField(_("来源网址"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("招聘职位")
        verbose_name_plural = _("招聘职位")
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(fields=["live", "state", "valid_until"], name="talent_job_open"),
            models.Index(fields=["state", "job_class", "monthly_pay"], name="talent_job_class"),
            models.Index(fields=["state", "town", "job_class"], name="talent_job_place"),
            models.Index(fields=["-first_published_at", "-id"], name="talent_job_newest"),
            models.Index(fields=["state", "first_published_at", "id"], name="talent_job_by_age"),
            models.Index(fields=["state", "monthly_pay", "id"], name="talent_job_by_pay"),
            models.Index(fields=["state", "valid_until", "id"], name="talent_job_by_end"),
            models.Index(fields=["state", "last_published_at", "id"], name="talent_job_by_publication"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pay_min__gt=0, pay_max__gte=models.F("pay_min")),
                name="talent_job_pay_is_a_range",
                violation_error_message=_("报酬应大于 0，最高报酬不低于最低报酬。"),
            ),
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(enterprise__isnull=False) | ~models.Q(source_name=""),
                name="talent_job_names_employer_or_source",
                violation_error_message=_("没有登记用人单位的，须写明转载来源。"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_owner_url(self) -> str:
        """Return where its author sees how it stands."""
        return reverse("talent:my-jobs")

    def clean(self):
        super().clean()
        if not self.no_fees:
            raise ValidationError({"no_fees": _("请承诺不向求职者收费。")})

    def save(self, *args, **kwargs):
        if self.pay_max and not kwargs.get("update_fields"):
            self.monthly_pay = int(self.pay_max * MONTHLY[self.pay_unit])
        super().save(*args, **kwargs)

    @property
    def pay(self) -> str:
        """The range of pay in words."""
        return pay_text(self.pay_min, self.pay_max, self.get_pay_unit_display())

    @property
    def employer_name(self) -> str:
        """Who employs: the enterprise, or where a repost comes from."""
        return self.enterprise.name if self.enterprise else self.source_name

    @property
    def summary(self) -> str:
        """One line for feeds and search."""
        return "，".join([self.employer_name, self.pay, self.workplace])


class JobLedgerEntry(AppendOnlyModel):
    """The service ledger (人力资源市场暂行条例 art. 33, two years): what a post said, and every move of it."""

    job_id = models.BigIntegerField(_("职位编号"), db_index=True)
    event = models.CharField(_("事项"), max_length=10)
    employer_name = models.CharField(_("用人单位"), max_length=80)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    text = models.JSONField(_("职位内容"))
    reason = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("招聘服务台账")
        verbose_name_plural = _("招聘服务台账")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.job_id} {self.event}"
