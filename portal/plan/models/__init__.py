"""Departments, phases and tasks, two-week plans, checks, the roster, and the budget."""

from portal.plan.models.budget import BudgetLine, BudgetUse, UsePaper
from portal.plan.models.fortnights import DailyCheck, Fortnight, FortnightLine, fortnight_of
from portal.plan.models.roster import Duty
from portal.plan.models.work import Department, Phase, Task, TaskPaper

__all__ = [
    "BudgetLine",
    "BudgetUse",
    "DailyCheck",
    "Department",
    "Duty",
    "Fortnight",
    "FortnightLine",
    "Phase",
    "Task",
    "TaskPaper",
    "UsePaper",
    "fortnight_of",
]
