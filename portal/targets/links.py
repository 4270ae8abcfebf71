"""The links to reports on the sites of the media."""

from collections.abc import Iterator

from django.urls import reverse

from portal.links.registry import Link
from portal.targets.models import MediaReport

# A report that has been there for a month is there next month too, or has died for good.
DAYS = 30


def report_links() -> Iterator[Link]:
    """Return the links of public reports; who recorded one is told when it dies."""
    for report in MediaReport.objects.visible().exclude(link="").select_related("live_revision__user"):
        keeper = report.live_revision.user if report.live_revision else None
        path = reverse("wagtailsnippets_targets_mediareport:edit", args=[report.pk])
        yield Link(report.link, report.title, path, (keeper,) if keeper else (), DAYS)
