"""The plan in the admin: menu, screens, and what waits for whom."""

from datetime import date

from django.db.models import DateField, Q, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.plan import admin_views as views
from portal.plan.admin_views.budget import BUDGET
from portal.plan.admin_views.checks import CHECKS
from portal.plan.admin_views.fortnights import FORTNIGHTS
from portal.plan.admin_views.roster import ROSTER
from portal.plan.admin_views.work import MAY_SEE, PLAN
from portal.plan.budget import MAY_SEE as MAY_SEE_BUDGET
from portal.plan.models import DailyCheck, Department, Duty, Fortnight, Task, fortnight_of
from portal.plan.querysets import oversees
from portal.plan.viewsets import BudgetLineViewSet, BudgetUseViewSet, DepartmentViewSet, DutyViewSet, PhaseViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Lines, Tile, add_tile

MAY_SEE_ROSTER = "plan.view_duty"


def late_tasks(user):
    """Return the late tasks of somebody and of the departments that they lead."""
    return Task.objects.late().filter(Q(owner=user) | Q(department__head=user))


def open_checks(user):
    """Return the checks that somebody has to answer."""
    return DailyCheck.objects.open().filter(owner=user)


def departments_without_plan(user):
    """Return the departments that somebody leads, or oversees, that have no plan for these two weeks."""
    begun: date = fortnight_of(timezone.localdate())
    rows = Department.objects.all() if oversees(user) else Department.objects.filter(head=user)
    written = Fortnight.objects.filter(starts_on=begun).values("department")
    return rows.exclude(pk__in=written).annotate(missing_since=Value(begun, DateField()))


def on_duty_today(_user):
    """Return who is on duty today, with the name by which staff call them."""
    name = Coalesce(NullIf(Concat("staff__last_name", "staff__first_name"), Value("")), "staff__username", output_field=TextField())
    return Duty.objects.filter(day=timezone.localdate()).annotate(who=name)


add_tile(
    Tile(
        "plan_late",
        _("我的逾期任务"),
        PLAN[0],
        MAY_SEE,
        late_tasks,
        since="due_on",
        late=lambda: Q(pk__isnull=False),
        lines=Lines("name", lambda _kind, key: reverse("plan_task", args=[key])),
        order=35,
    ),
    Tile(
        "plan_checks",
        _("待我反馈的督办"),
        CHECKS[0],
        MAY_SEE,
        open_checks,
        since="day",
        lines=Lines("found", lambda _kind, key: reverse("plan_check", args=[key])),
        order=36,
    ),
    Tile(
        "plan_missing",
        _("没有填写的双周计划"),
        FORTNIGHTS[0],
        MAY_SEE,
        departments_without_plan,
        since="missing_since",
        since_text=_("%(day)s 开始的一期"),
        order=85,
    ),
    Tile(
        "plan_duty",
        _("今日值班"),
        ROSTER[0],
        MAY_SEE_ROSTER,
        on_duty_today,
        since="day",
        since_text=_("%(day)s，电话见值班表"),
        lines=Lines("who", lambda _kind, _key: "", note="note"),
        order=300,
    ),
)


@hooks.register("register_admin_viewset")
def plan_viewsets():
    """Register departments, phases, duties and the budget; their screens are reached from those of the menu."""
    return [
        DepartmentViewSet("plan_departments", url_prefix="plan-departments"),
        PhaseViewSet("plan_phases", url_prefix="plan-phases"),
        DutyViewSet("duties", url_prefix="duties"),
        BudgetLineViewSet("budget_lines", url_prefix="budget-lines"),
        BudgetUseViewSet("budget_uses", url_prefix="budget-uses"),
    ]


@hooks.register("register_admin_urls")
def plan_urls():
    """Add the screens."""
    return [
        path("plan/", views.PlanView.as_view(), name="plan"),
        path("plan/tasks/<int:pk>/", views.TaskView.as_view(), name="plan_task"),
        path("plan/papers/<int:pk>/", views.TaskPaperView.as_view(), name="plan_task_paper"),
        path("plan/fortnights/", views.FortnightListView.as_view(), name="plan_fortnights"),
        path("plan/fortnights/<int:pk>/<str:day>/", views.FortnightView.as_view(), name="plan_fortnight"),
        path("plan/checks/", views.CheckListView.as_view(), name="plan_checks"),
        path("plan/checks/<int:pk>/", views.CheckView.as_view(), name="plan_check"),
        path("plan/checks/<str:kind>/<int:pk>/add/", views.CheckAddView.as_view(), name="plan_check_add"),
        path("plan/roster/", views.RosterView.as_view(), name="plan_roster"),
        path("plan/budget/", views.BudgetView.as_view(), name="plan_budget"),
        path("plan/budget/papers/<int:pk>/", views.UsePaperView.as_view(), name="budget_paper"),
    ]


def _item(screen: tuple, permission: str, icon: str, order: int):
    """Offer one screen to those who may see it."""
    hooks.register("register_admin_menu_item", lambda: RightMenuItem(screen[1], screen[0], permission, icon_name=icon, order=order))


_item(PLAN, MAY_SEE, "list-ul", 240)
_item(FORTNIGHTS, MAY_SEE, "date", 241)
_item(CHECKS, MAY_SEE, "view", 242)
_item(ROSTER, MAY_SEE_ROSTER, "calendar", 243)
_item(BUDGET, MAY_SEE_BUDGET, "table", 244)
