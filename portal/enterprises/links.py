"""The links that the directory itself shows."""

from collections.abc import Iterator

from portal.enterprises.models import Enterprise, EnterpriseChannel, Licence
from portal.enterprises.services.verification import keepers
from portal.links.registry import Link


def enterprise_links() -> Iterator[Link]:
    """Return shops, websites and electronic permits of public enterprises."""
    told: dict[int, tuple] = {}

    def link(url: str, enterprise: Enterprise) -> Link:
        if enterprise.pk not in told:
            told[enterprise.pk] = keepers(enterprise)
        return Link(url, enterprise.name, enterprise.get_owner_url(), told[enterprise.pk])

    for model in (EnterpriseChannel, Licence):
        for row in model.objects.filter(enterprise__live=True).exclude(url="").select_related("enterprise"):
            yield link(row.url, row.enterprise)
    for enterprise in Enterprise.objects.visible().exclude(website=""):
        yield link(enterprise.website, enterprise)
