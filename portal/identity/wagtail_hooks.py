"""Tells staff on the dashboard what the site's identity still lacks."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.identity.services import identity_for
from portal.identity.sites import site_for


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
    missing = identity_for(site).missing_legal_numbers()
    if missing:
        url = reverse("wagtailsettings:edit", args=["identity", "siteidentity", site.pk])
        panels.append(MissingNumbersPanel(missing, url))
