"""The public list of media reports."""

from portal.core import clock
from portal.targets.tracker import public_progress
from portal.web.views import RecordListView

# Seconds for which the figures may be shown again.
_FRESH = 5 * 60


class MediaReportList(RecordListView):
    """Reports, and above them the targets that the centre shows to everybody."""

    def extra_context(self, listing) -> dict:
        targets = [] if listing.parameters else public_progress()
        if targets:
            # Much of what is counted stands in tables that no page shows: its writes do not tell the kept page.
            clock.changes_within(_FRESH)
        return {"targets": targets}
