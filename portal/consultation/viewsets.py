"""The admin screens of the public base."""

from django.utils.translation import gettext_lazy as _

from portal.consultation.models import PublicAnswer
from portal.moderation.viewsets import EditorialViewSet


class PublicAnswerViewSet(EditorialViewSet):
    """Questions and answers for everybody (R-CONS-6)."""

    model = PublicAnswer
    icon = "help"
    menu_label = _("问答库")
    menu_order = 214
    add_to_admin_menu = True
    list_display = ["title", "topic", "live", "has_unpublished_changes"]
    list_filter = ["topic", "live"]
    search_fields = ["title", "question", "answer"]
    layout = ((_("问答"), "title", "topic", "question", "answer"),)
