"""The public list of media reports."""

from portal.targets.tracker import public_progress
from portal.web.views import RecordListView


class MediaReportList(RecordListView):
    """Reports, and above them the targets that the centre shows to everybody."""

    def extra_context(self, listing) -> dict:
        return {"targets": [] if listing.parameters else public_progress()}
