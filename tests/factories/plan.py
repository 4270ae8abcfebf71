"""Departments with their people, phases with tasks, plans, duties and what was spent."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.plan.models import BudgetLine, BudgetUse, DailyCheck, Department, Duty, Phase, Task, TaskPaper, UsePaper, fortnight_of
from portal.plan.services import write_plan
from portal.uploads.gate import CheckedFile
from tests.factories.people import person

PAPER = CheckedFile(b"%PDF-1.4", "佐证.pdf", "application/pdf")


class DepartmentFactory(DjangoModelFactory):
    """A department that an editor leads."""

    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"第{n}部")
    head = factory.LazyFunction(lambda: person("editor"))


class PhaseFactory(DjangoModelFactory):
    """A phase of two years."""

    class Meta:
        model = Phase

    name = factory.Sequence(lambda n: f"第{n}阶段")
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)


class TaskFactory(DjangoModelFactory):
    """A task that is due in a week."""

    class Meta:
        model = Task

    phase = factory.SubFactory(PhaseFactory)
    name = factory.Sequence(lambda n: f"第{n}件事")
    department = factory.SubFactory(DepartmentFactory)
    owner = factory.LazyFunction(lambda: person("editor"))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class BudgetLineFactory(DjangoModelFactory):
    """A line of a thousand yuan."""

    class Meta:
        model = BudgetLine

    name = factory.Sequence(lambda n: f"项目{n}")
    planned = Decimal("1000.00")


class BudgetUseFactory(DjangoModelFactory):
    """A purchase of today."""

    class Meta:
        model = BudgetUse

    line = factory.SubFactory(BudgetLineFactory)
    day = factory.LazyFunction(timezone.localdate)
    amount = Decimal("10.10")
    purpose = factory.Sequence(lambda n: f"第{n}批办公用品")


def line(text: str, **values) -> dict:
    """Return one line of a two-week plan as its form gives it."""
    return {"text": text, "owner": None, "done": False, "result": "", **values}


def plan_samples() -> dict:
    """Return values for the addresses of the plan."""
    task = TaskFactory()
    use = BudgetUseFactory()
    check = DailyCheck.objects.create(task=task, found="进度如何？", owner=task.owner)
    duty = Duty.objects.create(day=timezone.localdate(), staff=task.owner, phone="0715-1234567")
    starts_on = fortnight_of(timezone.localdate())
    write_plan(task.department, starts_on, [line("写稿")], task.department.head)
    return {
        "plan_task.pk": task.pk,
        "plan_task_paper.pk": TaskPaper.keep(PAPER.name, PAPER.content_type, PAPER.content, task=task).pk,
        "plan_fortnight.pk": task.department_id,
        "plan_fortnight.day": str(starts_on),
        "plan_check.pk": check.pk,
        "plan_check_add.kind": "task",
        "plan_check_add.pk": task.pk,
        "budget_paper.pk": UsePaper.keep(PAPER.name, PAPER.content_type, PAPER.content, use=use).pk,
        "plan_departments.pk": task.department_id,
        "plan_phases.pk": task.phase_id,
        "duties.pk": duty.pk,
        "budget_lines.pk": use.line_id,
        "budget_uses.pk": use.pk,
    }
