"""The two-week plans of the departments, and the daily check of tasks and plans (R-PLAN-2)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.people import staff_members
from portal.core.moments import day_text
from portal.plan.models.work import Department, Task
from portal.plan.querysets import CheckQuerySet

DAYS = 14


def fortnight_of(day: date) -> date:
    """Return the Monday with which the two weeks of a day begin; counted through, so that a new year begins no period anew."""
    return date.fromordinal((day.toordinal() - 1) // DAYS * DAYS + 1)


class Fortnight(models.Model):
    """The plan of one department for two weeks, with what the director says about it."""

    department = models.ForeignKey(Department, verbose_name=_("部门"), on_delete=models.CASCADE, related_name="plans")
    starts_on = models.DateField(_("开始日期"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("填写人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("填写时间"), default=timezone.now)
    comment = models.TextField(_("主任批注"), max_length=500, blank=True, default="")
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("批注人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("双周计划")
        verbose_name_plural = _("双周计划")
        ordering = ["-starts_on", "department"]
        constraints = [models.UniqueConstraint(fields=["department", "starts_on"], name="plan_one_for_each_fortnight")]

    def __str__(self):
        return f"{self.department} {day_text(self.starts_on)} – {day_text(self.ends_on)}"

    @property
    def ends_on(self) -> date:
        """The Sunday with which it ends."""
        return self.starts_on + timedelta(days=DAYS - 1)


class FortnightLine(models.Model):
    """One thing to be done in two weeks, and what came of it."""

    plan = models.ForeignKey(Fortnight, verbose_name=_("双周计划"), on_delete=models.CASCADE, related_name="lines")
    text = models.CharField(_("工作内容"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("负责人"),
        null=True,
        blank=True,
        limit_choices_to=staff_members,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    done = models.BooleanField(_("已完成"), default=False)
    result = models.CharField(_("结果"), max_length=200, blank=True, default="")
    carried = models.BooleanField(_("上期结转"), default=False, editable=False)

    class Meta:
        verbose_name = _("双周计划事项")
        verbose_name_plural = _("双周计划事项")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "text"], name="plan_each_line_once")]

    def __str__(self):
        return self.text

    def answers_for(self):
        """Return who answers for it: its owner, else who leads the department."""
        return self.owner or self.plan.department.head


class DailyCheck(models.Model):
    """What the director or a deputy found about a task or a line of a plan; open until who answers for it has said something."""

    task = models.ForeignKey(Task, verbose_name=_("任务"), null=True, on_delete=models.CASCADE, related_name="checks")
    line = models.ForeignKey(FortnightLine, verbose_name=_("双周计划事项"), null=True, on_delete=models.CASCADE, related_name="checks")
    day = models.DateField(_("督办日期"), default=timezone.localdate)
    found = models.TextField(_("发现的情况"), max_length=500)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("督办人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("反馈人"), null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(_("反馈"), max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(_("反馈时间"), null=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("督办")
        verbose_name_plural = _("督办")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["owner", "answered_at"], name="plan_checks_open")]
        constraints = [
            models.CheckConstraint(condition=Q(task=None, line__isnull=False) | Q(task__isnull=False, line=None), name="plan_check_of_one"),
            models.UniqueConstraint(fields=["task", "day", "found"], name="plan_check_of_task_once"),
            models.UniqueConstraint(fields=["line", "day", "found"], name="plan_check_of_line_once"),
        ]

    def __str__(self):
        return f"{day_text(self.day)} {self.about}"

    @property
    def about(self) -> Task | FortnightLine | None:
        """The task or line that was looked at."""
        return self.task or self.line
