"""Training in the admin: menu, and the list of participants."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.training.admin_views import ParticipantsView
from portal.training.models import Session
from portal.training.viewsets import TrainingGroup

register_snippet(TrainingGroup)


@hooks.register("register_admin_urls")
def participants_url():
    """Add the list of participants."""
    return [path("training/sessions/<int:pk>/participants/", ParticipantsView.as_view(), name="training_participants")]


@hooks.register("register_snippet_listing_buttons")
def participants_button(snippet, user, next_url=None):
    """Offer the list of participants beside each session to those who may see it."""
    if isinstance(snippet, Session) and snippet.may_see_participants(user):
        yield Button(_("报名名单"), reverse("training_participants", args=[snippet.pk]), icon_name="group", priority=25)
