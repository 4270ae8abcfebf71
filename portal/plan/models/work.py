"""Departments, and the phases of the project with their tasks (R-PLAN-1)."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.models.people import staff_members
from portal.accounts.roles import AUDITOR, DIRECTOR, ROLES, role_rights
from portal.core import private_files
from portal.plan.querysets import DepartmentQuerySet, TaskQuerySet

_ALL = ("add", "change", "delete", "view")
# Everybody who works here reads the plan, of which each sees a part; the auditor stands apart.
STAFF = tuple(role for role in ROLES if role is not AUDITOR)


@role_rights({DIRECTOR: (*_ALL, "oversee_plan")})
class Department(models.Model):
    """A department of the centre: who leads it writes its plan, who works in it reads it."""

    name = models.CharField(_("部门名称"), max_length=30, unique=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("负责人"),
        null=True,
        limit_choices_to=staff_members,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("填写双周计划，变更本部门任务的状态。"),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("成员"), blank=True, limit_choices_to=staff_members, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["order", "pk"]
        permissions = [("oversee_plan", _("查看各部门计划并督办"))]

    def __str__(self):
        return self.name


@role_rights({DIRECTOR: _ALL})
class Phase(ClusterableModel):
    """A phase of the project with its days and the document that sets them."""

    name = models.CharField(_("阶段"), max_length=40, unique=True)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    clause = models.CharField(_("条款"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("工作阶段")
        verbose_name_plural = _("工作阶段")
        ordering = ["starts_on", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ValidationError(_("结束日期不能早于开始日期。"), code="order")})

    @property
    def source(self) -> str:
        """The document and its clause."""
        return " ".join(filter(None, [self.document, self.clause]))


@role_rights(dict.fromkeys(STAFF, ("view",)))
class Task(Orderable):
    """What is to be done in a phase: by whom, by when, how far it is, and what shows it."""

    class State(models.TextChoices):
        NOT_STARTED = "todo", _("未开始")
        DOING = "doing", _("进行中")
        DONE = "done", _("完成")
        POSTPONED = "postponed", _("推迟")

    phase = ParentalKey(Phase, verbose_name=_("工作阶段"), on_delete=models.CASCADE, related_name="tasks")
    name = models.CharField(_("任务"), max_length=100)
    department = models.ForeignKey(
        Department, verbose_name=_("责任部门"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("负责人"),
        null=True,
        blank=True,
        limit_choices_to=staff_members,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(_("完成期限"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.NOT_STARTED, editable=False)
    delay_reason = models.CharField(_("推迟原因"), max_length=200, blank=True, default="", editable=False)
    done_on = models.DateField(_("完成日期"), null=True, editable=False)
    link = models.URLField(_("佐证网址"), max_length=500, blank=True, default="", editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="plan_tasks_owed")]

    def __str__(self):
        return self.name

    @property
    def is_late(self) -> bool:
        """Whether its day has gone and it is not done."""
        return self.state != self.State.DONE and self.due_on < timezone.localdate()

    def answers_for(self):
        """Return who answers for it: its owner, else who leads the department."""
        return self.owner or (self.department and self.department.head)


class TaskPaper(private_files.EncryptedFile):
    """A paper or picture that shows that a task was done, as the upload gate let it in."""

    task = models.ForeignKey(Task, verbose_name=_("任务"), on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("任务佐证")
        verbose_name_plural = _("任务佐证")
        ordering = ["pk"]
