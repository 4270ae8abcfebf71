"""The admin screen of calls to declare."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.admin.ui.tables import Column

from portal.moderation.viewsets import EditorialViewSet
from portal.policy_calls.models import PolicyCall
from portal.policy_calls.models.calls import POLICY_PAGE


class PolicyCallViewSet(EditorialViewSet):
    """Calls; who has declared is a button of each row."""

    model = PolicyCall
    icon = "form"
    add_to_admin_menu = True
    menu_label = _("政策申报")
    menu_order = 206
    list_display = ["name", "level", "opens_on", "valid_until", Column("phase_label", label=_("阶段")), "live", "has_unpublished_changes"]
    list_filter = ["level", "priority", "live"]
    search_fields = ["name", "summary", "issuer"]
    layout = (
        (_("申报通知"), "name", "level", "issuer", "summary", "introduction", "support"),
        PageChooserPanel("policy", [POLICY_PAGE]),
        (_("时间"), "opens_on", "valid_until", "priority"),
        InlinePanel("conditions", heading=_("谁能申报"), label=_("条件")),
        InlinePanel("materials", heading=_("申报材料"), label=_("材料")),
        (_("怎么申报"), "how", "contact", "phone"),
        (_("结果公示"), "notice_from", "notice_until", "notice_text"),
        InlinePanel("awards", heading=_("公示名单"), label=_("企业")),
    )
