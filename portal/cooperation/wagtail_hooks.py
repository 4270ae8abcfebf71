"""Co-operation in the admin: menu, and who has signed up for a call."""

from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.cooperation.admin_views import MAY_SEE, OutcomeView, SignUpsView
from portal.cooperation.models import Agreement, Call
from portal.cooperation.viewsets import AgreementViewSet, CallViewSet
from portal.workbench.tiles import Tile, add_tile, within

add_tile(
    Tile(
        "training_agreements",
        _("快到期的培训合作协议"),
        "training_agreements:index",
        "cooperation.change_agreement",
        lambda user: Agreement.objects.filter(ends_on__range=within(settings.AGREEMENT_REMINDER_DAYS)),
        since="ends_on",
        since_text=_("最早的 %(day)s 到期"),
        order=62,
    )
)

register_snippet(CallViewSet)


@hooks.register("register_admin_viewset")
def agreements():
    """Register the agreements with training bodies."""
    return AgreementViewSet("training_agreements", url_prefix="training-agreements")


@hooks.register("register_admin_urls")
def sign_up_urls():
    """Add the screens of those who sign up."""
    return [
        path("training/calls/<int:pk>/sign-ups/", SignUpsView.as_view(), name="training_sign_ups"),
        path("training/sign-ups/<int:pk>/outcome/", OutcomeView.as_view(), name="training_outcome"),
    ]


@hooks.register("register_snippet_listing_buttons")
def sign_ups_button(snippet, user, next_url=None):
    """Offer the sign-ups beside a call to those who may see them."""
    if isinstance(snippet, Call) and user.has_perm(MAY_SEE):
        yield Button(_("合作报名"), reverse("training_sign_ups", args=[snippet.pk]), icon_name="group", priority=25)
