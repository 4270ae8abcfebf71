"""Tells staff on the dashboard what the site's identity still lacks."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.core.cache import shared
from portal.identity.models import PublicityChannel
from portal.identity.services import identity_for
from portal.identity.sites import site_for
from portal.workbench.tiles import Tile, add_tile


def stale_channels(user):
    """Return the centre's channels that nobody has said to be updated for too long (R-NEWS-6; setting ``CHANNEL_FRESH_DAYS``)."""
    oldest = timezone.localdate() - timedelta(days=settings.CHANNEL_FRESH_DAYS)
    return PublicityChannel.objects.filter(Q(updated_on=None) | Q(updated_on__lt=oldest))


add_tile(
    Tile(
        "channels",
        _("久未更新的信息发布渠道"),
        lambda: reverse("wagtailsettings:edit", args=["identity", "siteidentity"]),
        "identity.change_siteidentity",
        stale_channels,
        since="updated_on",
        since_text=_("最早的上次更新于 %(day)s"),
        order=80,
    )
)


class MissingNumbersPanel(Component):
    """A warning while filing numbers that the law wants at the foot of the page are empty (domain.md §4)."""

    name = "missing_numbers"
    template_name = "identity/admin/missing_numbers.html"
    order = 50

    def __init__(self, missing: list[str], url: str):
        self.missing = missing
        self.url = url

    def get_context_data(self, parent_context):
        return {"missing": self.missing, "url": self.url}


@hooks.register("construct_homepage_panels")
def warn_of_missing_numbers(request, panels):
    """Add the warning for staff who may fill the numbers in."""
    site = site_for(request)
    if site is None or not request.user.has_perm("identity.change_siteidentity"):
        return
    missing = shared(f"identity:missing:{site.pk}", lambda: identity_for(site).missing_legal_numbers())
    if missing:
        url = reverse("wagtailsettings:edit", args=["identity", "siteidentity", site.pk])
        panels.append(MissingNumbersPanel(missing, url))
