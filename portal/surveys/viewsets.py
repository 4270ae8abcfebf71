"""The admin screen of questionnaires."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.admin.ui.tables import Column

from portal.moderation.viewsets import EditorialViewSet
from portal.surveys.models import Survey


class SurveyViewSet(EditorialViewSet):
    """Questionnaires; what was answered is a button of each row."""

    model = Survey
    icon = "form"
    add_to_admin_menu = True
    menu_label = _("问卷调查")
    menu_order = 216
    list_display = ["name", "opens_on", "closes_on", Column("phase_label", label=_("阶段")), "live", "has_unpublished_changes"]
    list_filter = ["live"]
    search_fields = ["name", "summary"]
    layout = (
        (_("问卷"), "name", "summary", "introduction"),
        (_("时间"), "opens_on", "closes_on"),
        InlinePanel("questions", heading=_("问题"), label=_("问题"), min_num=1),
        (_("结束以后"), "shows_results", "conclusion"),
    )
