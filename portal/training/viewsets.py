"""The admin screens of courses and sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.moderation.viewsets import EditorialViewSet
from portal.training.models import Course, Session, TrainingPlan


class CourseViewSet(EditorialViewSet):
    """Courses."""

    model = Course
    icon = "draft"
    list_display = ["name", "level", "subject", "provider", "live", "has_unpublished_changes"]
    list_filter = ["level", "subject", "format", "live"]
    search_fields = ["name", "summary"]
    layout = (
        (_("课程"), "name", "level", "subject", "audience", "format"),
        (_("内容与联系"), "summary", "introduction", "provider", "organiser", "phone"),
    )


class SessionViewSet(EditorialViewSet):
    """Sessions; the list of participants is a button of each row."""

    model = Session
    icon = "calendar"
    list_display = ["name", "course", "starts_on", "quota", "live", "has_unpublished_changes"]
    list_filter = ["course", "town", "live"]
    search_fields = ["name", "place"]
    layout = (
        (_("培训班"), "course", "name"),
        (_("时间与地点"), "starts_on", "ends_on", "hours", "town", "place"),
        (_("报名"), "quota", "fee", "apply_until"),
    )


class PlanViewSet(EditorialViewSet):
    """Yearly plans."""

    model = TrainingPlan
    icon = "list-ul"
    list_display = ["year", "live", "has_unpublished_changes"]
    search_fields = ["introduction"]
    layout = ("year", "introduction", InlinePanel("lines", heading=_("计划项目"), label=_("项目")))


class TrainingGroup(SnippetViewSetGroup):
    """Menu entry of training."""

    menu_label = _("培训")
    menu_icon = "calendar-check"
    menu_order = 225
    items = (CourseViewSet, SessionViewSet, PlanViewSet)
