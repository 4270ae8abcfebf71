"""What follows when a report is handed in or published: its page is kept."""

from portal.targets.copies import request_copy
from portal.targets.models import MediaReport


def report_handed_in(instance, **_kwargs) -> None:
    """Have the page kept as soon as a reviewer is asked, so that the copy can be compared with the entry."""
    report = instance.content_object
    if isinstance(report, MediaReport):
        request_copy(report.get_latest_revision_as_object())


def report_published(instance, **_kwargs) -> None:
    """Have the page kept of what goes onto the site."""
    request_copy(instance)
