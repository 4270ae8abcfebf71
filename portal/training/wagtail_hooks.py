"""Training in the admin: menu, and the list of participants."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.training.admin_views import DoorView, ParticipantsView, RegisterView, RevokeView, SheetView
from portal.training.models import Session
from portal.training.viewsets import TrainingGroup

register_snippet(TrainingGroup)


@hooks.register("register_admin_urls")
def session_urls():
    """Add the screens and papers about one session."""
    return [
        path("training/sessions/<int:pk>/participants/", ParticipantsView.as_view(), name="training_participants"),
        path("training/sessions/<int:pk>/register/", RegisterView.as_view(), name="training_register"),
        path("training/sessions/<int:pk>/register/<str:number>/revoke/", RevokeView.as_view(), name="training_revoke"),
        path("training/sessions/<int:pk>/sheet/", SheetView.as_view(), name="training_sheet"),
        path("training/sessions/<int:pk>/door/", DoorView.as_view(), name="training_door"),
    ]


@hooks.register("register_snippet_listing_buttons")
def session_buttons(snippet, user, next_url=None):
    """Offer the screens about a session beside it to those who may see them."""
    if isinstance(snippet, Session) and snippet.may_see_participants(user):
        yield Button(_("报名名单"), reverse("training_participants", args=[snippet.pk]), icon_name="group", priority=25)
        if snippet.may_keep_register(user):
            yield Button(_("签到与考核"), reverse("training_register", args=[snippet.pk]), icon_name="tick", priority=26)
