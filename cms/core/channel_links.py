"""The purchase channels of pages, for the nightly check of links."""

from collections.abc import Iterator

from django.db import models
from django.urls import reverse

from portal.enterprises.services.verification import keepers
from portal.links.registry import Link


def page_channel_links(model: type[models.Model], enterprise: str = "") -> Iterator[Link]:
    """Return the shops that live pages lead to.

    Args:
        model: a :class:`portal.links.channels.PurchaseChannel` with a ``page``.
        enterprise: name of the page's field with the enterprise whose members are told beside the page's owner.
    """
    related = ["page__owner", f"page__{enterprise}"] if enterprise else ["page__owner"]
    for channel in model.objects.filter(page__live=True).exclude(url="").select_related(*related):
        page = channel.page
        firm = getattr(page, enterprise) if enterprise else None
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Link(channel.url, page.title, edit, (page.owner,) if page.owner else ())
        if firm:
            yield Link(channel.url, page.title, page.url or "", keepers(firm))
