"""Staff pages of the plan."""

from portal.plan.admin_views.budget import BudgetView, UsePaperView
from portal.plan.admin_views.checks import CheckAddView, CheckListView, CheckView
from portal.plan.admin_views.fortnights import FortnightListView, FortnightView
from portal.plan.admin_views.roster import RosterView
from portal.plan.admin_views.work import MAY_SEE, PlanView, TaskPaperView, TaskView

__all__ = [
    "MAY_SEE",
    "BudgetView",
    "CheckAddView",
    "CheckListView",
    "CheckView",
    "FortnightListView",
    "FortnightView",
    "PlanView",
    "RosterView",
    "TaskPaperView",
    "TaskView",
    "UsePaperView",
]
