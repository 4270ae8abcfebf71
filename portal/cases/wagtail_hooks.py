"""What all kinds of case share in the admin."""

from wagtail import hooks

from portal.cases.panels import warn_of_unknown_year
from portal.cases.viewsets import CalendarDayViewSet, ReplyTemplateViewSet, TimeLimitViewSet

hooks.register("construct_homepage_panels", warn_of_unknown_year)


@hooks.register("register_admin_viewset")
def case_viewsets():
    """Register the screens of working days, time limits and words for answers."""
    return [
        CalendarDayViewSet("calendar_days", url_prefix="calendar-days"),
        TimeLimitViewSet("time_limits", url_prefix="time-limits"),
        ReplyTemplateViewSet("reply_templates", url_prefix="reply-templates"),
    ]
