"""Consultations in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.cases.tiles import call_overdue, case_tiles
from portal.consultation.admin_views import MAY_HANDLE, QUEUE, ConsultationView, NoteDownView, QueueView
from portal.consultation.models import Consultation
from portal.consultation.querysets import overdue
from portal.consultation.services import CONSULTATION
from portal.consultation.viewsets import PublicAnswerViewSet
from portal.moderation.tiles import DECIDES_LAST
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Tile, add_act, add_tile

register_snippet(PublicAnswerViewSet)
add_tile(*case_tiles(CONSULTATION, "consultations", QUEUE[1], QUEUE[0], _("报给您决定的咨询"), DECIDES_LAST, late=overdue, order=42))
add_tile(
    Tile(
        "consultation_calls",
        _("评价不满意、待回访的咨询"),
        lambda: f"{reverse(QUEUE[0])}?call=1",
        MAY_HANDLE,
        lambda user: Consultation.objects.to_call_back(),
        since="rated_at",
        late=call_overdue,
        order=43,
    )
)
add_act(Act("consultation_new", _("登记咨询"), "consultation_new", MAY_HANDLE, icon="plus", order=42))


@hooks.register("register_admin_urls")
def consultation_urls():
    """Add the queue, the page of one consultation, and the form for what staff type."""
    return [
        path("consultations/", QueueView.as_view(), name="consultations"),
        path("consultations/new/", NoteDownView.as_view(), name="consultation_new"),
        path("consultations/<int:pk>/", ConsultationView.as_view(), name="consultation"),
    ]


@hooks.register("register_admin_menu_item")
def consultations_menu_item():
    """Put the queue beside the service requests."""
    return RightMenuItem(QUEUE[1], QUEUE[0], MAY_HANDLE, icon_name="help", order=213)
