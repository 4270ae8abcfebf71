"""The agreement of who has been let in (入驻协议), its years, deposit and sales."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.expiry import Expiring
from portal.settlement.models.applications import Application
from portal.settlement.models.rooms import Room
from portal.settlement.querysets import AgreementQuerySet
from portal.settlement.terms import is_rent_free, years_over


class Agreement(Expiring):
    """Who settles, from the approval to the exit; the firm's or, without a firm, of whoever applied (R-SET-5).

    ``valid_until`` is the last day of the year that is signed. Names and phones stand in the application alone.
    """

    class State(models.TextChoices):
        """Moved by :mod:`portal.settlement.services` alone."""

        TO_FILE = "to_file", _("待报主管部门备案")
        FILED = "filed", _("已备案，待签协议")
        SIGNED = "signed", _("已签协议，待入驻")
        SETTLED = "settled", _("已入驻")
        ENDED = "ended", _("已退出")
        DROPPED = "dropped", _("未签约")

    application = models.OneToOneField(
        Application, verbose_name=_("入驻申请"), null=True, on_delete=models.SET_NULL, related_name="agreement"
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), null=True, on_delete=models.PROTECT, related_name="settlement_agreements"
    )
    room = models.ForeignKey(Room, verbose_name=_("房间"), null=True, on_delete=models.PROTECT, related_name="agreements")
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.TO_FILE, db_index=True)
    created_at = models.DateTimeField(_("建立时间"), default=timezone.now)
    filed_on = models.DateField(_("备案日期"), null=True)
    filing_number = models.CharField(_("备案编号"), max_length=60, blank=True)
    starts_on = models.DateField(_("入驻起始日期"), null=True)
    valid_until = models.DateField(_("协议有效期至"), null=True)  # type: ignore[assignment]
    deposit = models.DecimalField(
        _("办公设备押金（元）"), max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))]
    )
    deposit_paid_on = models.DateField(_("押金交纳日期"), null=True)
    deposit_receipt = models.CharField(_("押金收据号"), max_length=40, blank=True)
    deposit_refunded_on = models.DateField(_("押金退还日期"), null=True)
    refund_receipt = models.CharField(_("退还收据号"), max_length=40, blank=True)
    ended_on = models.DateField(_("退出日期"), null=True)
    ended_why = models.CharField(_("退出原因"), max_length=200, blank=True)
    room_returned = models.BooleanField(_("房间已交还"), default=False)
    papers_returned = models.BooleanField(_("协议和证件资料已交接"), default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("入驻协议")
        verbose_name_plural = _("入驻协议")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=models.Q(state__in=("signed", "settled")), name="settlement_one_agreement_a_room"
            )
        ]

    def __str__(self):
        # Logs keep it for longer than what people have called their project.
        return self.enterprise.name if self.enterprise else str(self.application or self.pk)

    @property
    def holder(self) -> str:
        """The firm or the project; the number of the application where nothing else is left."""
        project = self.application.project if self.application and not self.enterprise else ""
        return project or str(self)

    @property
    def owes_deposit_back(self) -> bool:
        """Whether a deposit that was paid is still with the centre though the agreement has ended."""
        ended = self.state in (self.State.ENDED, self.State.DROPPED)
        return ended and self.deposit_paid_on is not None and self.deposit_refunded_on is None

    def years_over(self, today: date | None = None) -> list[int]:
        """Return the years that are over, of those that the rules have a threshold for; none before somebody has moved in."""
        if self.starts_on is None or self.state not in (self.State.SETTLED, self.State.ENDED):
            return []
        return years_over(self.starts_on, min(today or timezone.localdate(), self.ended_on or date.max))

    def years_to_report(self) -> list[int]:
        """Return those of which no sales are reported."""
        told = {report.year for report in self.reports.all()}
        return [year for year in self.years_over() if year not in told]

    def get_owner_url(self) -> str:
        """Return where its people see how it stands."""
        return reverse("settlement:agreement", args=[self.pk])


class Period(models.Model):
    """One signing, of a year at most (R-SET-7). A year beyond the normal ones has its reason; beyond the longest, approval and filing."""

    agreement = models.ForeignKey(Agreement, verbose_name=_("入驻协议"), on_delete=models.CASCADE, related_name="periods")
    signed_on = models.DateField(_("签订日期"))
    starts_on = models.DateField(_("起始日期"))
    valid_until = models.DateField(_("有效期至"))
    reason = models.CharField(_("延长的理由"), max_length=200, blank=True)
    approval_number = models.CharField(_("商务局批准文号"), max_length=60, blank=True)
    approved_on = models.DateField(_("批准日期"), null=True)
    filing_number = models.CharField(_("延长备案编号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("协议年度")
        verbose_name_plural = _("协议年度")
        ordering = ["starts_on", "pk"]

    def __str__(self):
        return f"{self.starts_on} – {self.valid_until}"


class SalesReport(models.Model):
    """What was sold in a year, against the threshold as it stood then (R-SET-8); nobody else reads it."""

    agreement = models.ForeignKey(Agreement, verbose_name=_("入驻协议"), on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(_("第几年"))
    amount = models.DecimalField(_("销售额（万元）"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    threshold = models.DecimalField(_("免租销售额（万元）"), max_digits=10, decimal_places=2)
    reported_at = models.DateTimeField(_("上报时间"), default=timezone.now)

    class Meta:
        verbose_name = _("年度销售上报")
        verbose_name_plural = _("年度销售上报")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="settlement_one_report_a_year")]

    def __str__(self):
        return f"{self.year} {self.amount}"

    @property
    def is_rent_free(self) -> bool:
        """Whether the year is free of rent."""
        return is_rent_free(self.amount, self.threshold)
