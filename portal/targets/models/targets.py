"""What is to be reached, by when, and after which document (R-TGT). What is done is never typed: see :mod:`portal.targets.counters`."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DATA, DIRECTOR, EDITOR, OPERATOR, REVIEWER, role_rights
from portal.core.moments import day_text
from portal.targets.counters import counter_choices


@role_rights(
    {
        DIRECTOR: ("add", "change", "delete", "view", "hear_of_target"),
        EDITOR: ("view", "hear_of_target"),
        **dict.fromkeys((REVIEWER, OPERATOR, DATA), ("view",)),
    }
)
class Target(ClusterableModel):
    """One target: so many of something in a period, or in each year, quarter or month."""

    class Every(models.TextChoices):
        ONCE = "once", _("整个期间一次")
        YEAR = "year", _("每年")
        QUARTER = "quarter", _("每季度")
        MONTH = "month", _("每月")

    code = models.SlugField(_("代码"), max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 - a centre's own have none
    name = models.CharField(_("指标名称"), max_length=60, unique=True)
    counter = models.CharField(_("计数方式"), max_length=40, choices=counter_choices, help_text=_("完成数只从系统里的记录计算，不能填写。"))
    total = models.PositiveIntegerField(_("目标数"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("单位"), max_length=10)
    every = models.CharField(_("周期"), max_length=8, choices=Every, default=Every.ONCE)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True, help_text=_("每年、每季度、每月的指标可以不填，一直算下去。"))
    document = models.CharField(_("依据文件"), max_length=120)
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    warn_days = models.PositiveSmallIntegerField(
        _("提前提醒天数"), default=30, help_text=_("节点前这么多天还差的，通知网络编辑和中心主任。")
    )
    public = models.BooleanField(
        _("向公众显示"), default=False, help_text=_("在“媒体报道”页和放了“工作目标”的页面显示目标数和完成数；预算类的不公开。")
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    behind_since = models.DateField(_("落后起始日"), null=True, editable=False)

    class Meta:
        verbose_name = _("工作指标")
        verbose_name_plural = _("工作指标")
        ordering = ["order", "pk"]
        permissions = [("hear_of_target", _("收到指标提醒"))]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.every == self.Every.ONCE and self.starts_on and not self.ends_on:
            raise ValidationError({"ends_on": ValidationError(_("请填写结束日期。"), code="missing")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ValidationError(_("结束日期不能早于开始日期。"), code="order")})

    @property
    def source(self) -> str:
        """The document and its clause."""
        return " ".join(filter(None, [self.document, self.clause]))


class Milestone(Orderable):
    """What is to be done by a day before the end."""

    target = ParentalKey(Target, on_delete=models.CASCADE, related_name="milestones")
    day = models.DateField(_("日期"))
    total = models.PositiveIntegerField(_("到这天应完成"), validators=[MinValueValidator(1)])

    class Meta(Orderable.Meta):
        verbose_name = _("节点")
        verbose_name_plural = _("节点")

    def __str__(self):
        return f"{day_text(self.day)} {self.total}"


class Warned(models.Model):
    """That staff have been told of a milestone, so that they are told once."""

    target = models.ForeignKey(Target, verbose_name=_("工作指标"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("节点"))

    class Meta:
        verbose_name = _("已提醒的节点")
        verbose_name_plural = _("已提醒的节点")
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="targets_warned_once")]

    def __str__(self):
        return f"{self.target} {day_text(self.day)}"
