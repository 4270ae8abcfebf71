"""Opinions in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.tiles import case_tiles
from portal.moderation.tiles import DECIDES_LAST
from portal.opinions.admin_views import MAY_HANDLE, QUEUE, NoteDownView, OpinionView, QueueView
from portal.opinions.services import OPINION
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import add_tile

add_tile(*case_tiles(OPINION, "opinions", QUEUE[1], QUEUE[0], _("报给您决定的意见"), DECIDES_LAST, order=46))


@hooks.register("register_admin_urls")
def opinion_urls():
    """Add the queue, the page of one opinion, and the form for what staff type."""
    return [
        path("opinions/", QueueView.as_view(), name="opinions"),
        path("opinions/new/", NoteDownView.as_view(), name="opinion_new"),
        path("opinions/<int:pk>/", OpinionView.as_view(), name="opinion"),
    ]


@hooks.register("register_admin_menu_item")
def opinions_menu_item():
    """Put the queue beside the consultations."""
    return RightMenuItem(QUEUE[1], QUEUE[0], MAY_HANDLE, icon_name="comment", order=215)
