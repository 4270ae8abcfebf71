"""The admin screens of courses and sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.moderation.viewsets import EditorialViewSet, editorial_panels
from portal.training.models import Course, Session


class CourseViewSet(EditorialViewSet):
    """Courses."""

    model = Course
    icon = "draft"
    menu_label = _("培训课程")
    list_display = ["name", "level", "subject", "live", "has_unpublished_changes"]
    list_filter = ["level", "subject", "live"]
    search_fields = ["name", "summary"]
    panels = editorial_panels(
        MultiFieldPanel([FieldPanel(name) for name in ("name", "level", "subject", "audience")], heading=_("课程")),
        MultiFieldPanel([FieldPanel(name) for name in ("summary", "introduction", "organiser", "phone")], heading=_("内容与联系")),
    )


class SessionViewSet(EditorialViewSet):
    """Sessions; the list of participants is a button of each row."""

    model = Session
    icon = "calendar"
    menu_label = _("培训班")
    list_display = ["name", "course", "starts_on", "quota", "live", "has_unpublished_changes"]
    list_filter = ["course", "town", "live"]
    search_fields = ["name", "place"]
    panels = editorial_panels(
        MultiFieldPanel([FieldPanel(name) for name in ("course", "name")], heading=_("培训班")),
        MultiFieldPanel([FieldPanel(name) for name in ("starts_on", "ends_on", "hours", "town", "place")], heading=_("时间与地点")),
        MultiFieldPanel([FieldPanel(name) for name in ("quota", "apply_until")], heading=_("报名")),
    )


class TrainingGroup(SnippetViewSetGroup):
    """Menu entry of training."""

    menu_label = _("培训")
    menu_icon = "calendar-check"
    menu_order = 225
    items = (CourseViewSet, SessionViewSet)
