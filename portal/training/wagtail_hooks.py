"""Training in the admin: menu, and the screens about a session."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.enrolment.admin_views import offer_buttons, offer_paths
from portal.training.admin_views import RegisterView, RevokeView
from portal.training.models import Session
from portal.training.viewsets import TrainingGroup

register_snippet(TrainingGroup)


@hooks.register("register_admin_urls")
def session_urls():
    """Add the screens and papers about one session."""
    revoke = RevokeView.as_view(model=Session, prefix="training")
    return [
        *offer_paths("training/sessions", "training", Session, RegisterView),
        path("training/sessions/<int:pk>/register/<str:number>/revoke/", revoke, name="training_revoke"),
    ]


@hooks.register("register_snippet_listing_buttons")
def session_buttons(snippet, user, next_url=None):
    """Offer the screens about a session beside it to those who may see them."""
    # Asked of the person once: of each row it would be a question about its body.
    if isinstance(snippet, Session) and user.has_perm("training.view_enrolment"):
        yield from offer_buttons(snippet, user, "training", _("签到与考核"))
