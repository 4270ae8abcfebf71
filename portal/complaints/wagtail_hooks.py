"""Complaints in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.tiles import call_overdue, case_tiles
from portal.complaints.admin_views import MAY_HANDLE, QUEUE, ComplaintView, FileView, NoteDownView, PaperView, QueueView
from portal.complaints.models import Complaint
from portal.complaints.services import COMPLAINT
from portal.moderation.tiles import DECIDES_LAST
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Tile, add_act, add_tile

add_tile(*case_tiles(COMPLAINT, "complaints", QUEUE[1], QUEUE[0], _("报给您决定的投诉"), DECIDES_LAST, order=44))
add_tile(
    Tile(
        "complaint_calls",
        _("不满意、待回访的投诉人"),
        lambda: f"{reverse(QUEUE[0])}?call=1",
        MAY_HANDLE,
        lambda user: Complaint.objects.to_call_back(),
        since="rated_at",
        late=call_overdue,
        order=45,
    )
)
add_act(Act("complaint_new", _("登记投诉"), "complaint_new", MAY_HANDLE, icon="plus", order=44))


@hooks.register("register_admin_urls")
def complaint_urls():
    """Add the queue, one complaint with its files and its paper, and the form for what staff type."""
    return [
        path("complaints/", QueueView.as_view(), name="complaints"),
        path("complaints/new/", NoteDownView.as_view(), name="complaint_new"),
        path("complaints/<int:pk>/", ComplaintView.as_view(), name="complaint"),
        path("complaints/<int:pk>/files/<int:file>/", FileView.as_view(), name="complaint_file"),
        path("complaints/<int:pk>/paper/", PaperView.as_view(), name="complaint_paper"),
    ]


@hooks.register("register_admin_menu_item")
def complaints_menu_item():
    """Put the queue beside the consultations."""
    return RightMenuItem(QUEUE[1], QUEUE[0], MAY_HANDLE, icon_name="warning", order=215)
