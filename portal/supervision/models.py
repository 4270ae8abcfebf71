"""Visits to firms and stations, what has to be put right, and the yearly assessment of the services; never public (R-SUP-3..6)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models.people import staff_members
from portal.accounts.roles import CLERK, DIRECTOR, MEMBERSHIP, OPERATOR, SETTLEMENT, TRAINING, role_rights
from portal.core.moments import day_text

_KEEP = ("add", "change", "view")
_OTHERS = (OPERATOR, MEMBERSHIP, SETTLEMENT, TRAINING)


@role_rights(dict.fromkeys((DIRECTOR, CLERK, *_OTHERS), _KEEP))
class Visit(models.Model):
    """A visit (走访): where staff were, and what they heard (R-SUP-3)."""

    visited_on = models.DateField(gettext_lazy("走访日期"), default=timezone.localdate)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=gettext_lazy("名录里的企业"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="visits",
    )
    place = models.CharField(
        gettext_lazy("单位或地点"), max_length=80, blank=True, help_text=gettext_lazy("不在名录里的单位、站点或村；不写个人姓名。")
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("走访人"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to=staff_members,
    )
    heard = models.TextField(gettext_lazy("听到的意见和困难"), max_length=1000)
    agreed = models.TextField(gettext_lazy("答应办的事"), max_length=600, blank=True)

    class Meta:
        verbose_name = gettext_lazy("走访")
        verbose_name_plural = gettext_lazy("走访")
        ordering = ["-visited_on", "-pk"]

    def __str__(self):
        return f"{day_text(self.visited_on)} {self.enterprise or self.place}"

    def clean(self):
        super().clean()
        if self.visited_on and self.visited_on > timezone.localdate():
            raise ValidationError({"visited_on": ValidationError(_("走访日期不能晚于今天。"), code="future")})
        if not self.enterprise_id and not self.place:
            raise ValidationError({"place": ValidationError(_("请选择企业，或填写单位或地点。"), code="missing")})


class RectificationQuerySet(models.QuerySet):
    """What has to be put right."""

    def open(self):
        """Return what nobody has put right."""
        return self.filter(done_on=None)

    def late(self):
        """Return what should have been put right by now."""
        return self.open().filter(due_on__lt=timezone.localdate())


@role_rights({DIRECTOR: (*_KEEP, "confirm_rectification"), CLERK: _KEEP, **dict.fromkeys(_OTHERS, ("view",))})
class Rectification(models.Model):
    """A fault that has to be put right by a day (整改事项): who found it, who answers for it, what was done (R-SUP-4)."""

    class Source(models.TextChoices):
        AUTHORITY = "authority", gettext_lazy("上级检查")
        SELF_CHECK = "self_check", gettext_lazy("自查")
        COMPLAINT = "complaint", gettext_lazy("投诉")
        OPINION = "opinion", gettext_lazy("群众意见")
        SURVEY = "survey", gettext_lazy("问卷")
        VISIT = "visit", gettext_lazy("走访")

    source = models.CharField(gettext_lazy("来源"), max_length=10, choices=Source)
    reference = models.CharField(gettext_lazy("文号、编号或检查单位"), max_length=120, blank=True)
    problem = models.TextField(gettext_lazy("问题"), max_length=600)
    found_on = models.DateField(gettext_lazy("发现日期"), default=timezone.localdate)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("责任人"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to=staff_members,
    )
    due_on = models.DateField(gettext_lazy("整改期限"))
    measure = models.TextField(gettext_lazy("整改措施和结果"), max_length=1000, blank=True)
    done_on = models.DateField(gettext_lazy("完成日期"), null=True, blank=True)
    confirmed_at = models.DateTimeField(gettext_lazy("核实时间"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("核实人"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("整改事项")
        verbose_name_plural = gettext_lazy("整改清单")
        ordering = ["due_on", "pk"]
        permissions = [("confirm_rectification", gettext_lazy("核实整改"))]

    def __str__(self):
        return self.problem[:40]

    @property
    def state_label(self) -> str:
        """How it stands, in words."""
        if self.confirmed_at:
            return _("已核实")
        if self.done_on:
            return _("已整改，待核实")
        return _("已逾期") if self.due_on < timezone.localdate() else _("整改中")

    def clean(self):
        super().clean()
        today = timezone.localdate()
        if self.found_on and self.due_on and self.due_on < self.found_on:
            raise ValidationError({"due_on": ValidationError(_("整改期限不能早于发现日期。"), code="order")})
        if self.done_on and not (self.found_on or today) <= self.done_on <= today:
            raise ValidationError({"done_on": ValidationError(_("完成日期在发现日期和今天之间。"), code="order")})
        if self.done_on and not self.measure:
            raise ValidationError({"measure": ValidationError(_("完成的要写明措施和结果。"), code="missing")})


@role_rights({DIRECTOR: _KEEP, CLERK: ("view",)})
class ServiceAssessment(models.Model):
    """The assessment of the services of a year (服务质量评价, R-SUP-5); issued, its figures no longer change."""

    year = models.PositiveSmallIntegerField(
        gettext_lazy("年度"), unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2999)]
    )
    figures = models.JSONField(gettext_lazy("数据"), default=list, editable=False)
    analysis = models.TextField(gettext_lazy("分析"), max_length=3000)
    improvements = models.TextField(gettext_lazy("改进措施"), max_length=3000)
    issued_at = models.DateTimeField(gettext_lazy("出具时间"), null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("出具人"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = gettext_lazy("年度服务质量评价")
        verbose_name_plural = gettext_lazy("年度服务质量评价")
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year} {self._meta.verbose_name}"
