"""What all kinds of case share in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.desk_views import HOME, CaseListView, HomeView, RatesView, TeamView, WorkloadView, handles_any
from portal.cases.panels import warn_of_unknown_year
from portal.cases.viewsets import CalendarDayViewSet, ReplyTemplateViewSet, TimeLimitViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, add_act

add_act(Act(HOME[0], _("我的受理事项"), HOME[0], handles_any, icon="tasks", order=38))
hooks.register("construct_homepage_panels", warn_of_unknown_year)


@hooks.register("register_admin_viewset")
def case_viewsets():
    """Register the screens of working days, time limits and words for answers."""
    return [
        CalendarDayViewSet("calendar_days", url_prefix="calendar-days"),
        TimeLimitViewSet("time_limits", url_prefix="time-limits"),
        ReplyTemplateViewSet("reply_templates", url_prefix="reply-templates"),
    ]


@hooks.register("register_admin_urls")
def desk_urls():
    """Add the screens over all kinds."""
    return [
        path("cases/", HomeView.as_view(), name=HOME[0]),
        path("cases/all/", CaseListView.as_view(), name="cases_list"),
        path("cases/team/", TeamView.as_view(), name="cases_team"),
        path("cases/workload/", WorkloadView.as_view(), name="cases_workload"),
        path("cases/on-time/", RatesView.as_view(), name="cases_rates"),
    ]


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    """Put them before the queues of single kinds."""
    return RightMenuItem(HOME[1], HOME[0], handles_any, icon_name="tasks", order=210)
