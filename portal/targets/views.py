"""The public list of media reports."""

from portal.targets.public import figures_for_everybody
from portal.web.views import RecordListView


class MediaReportList(RecordListView):
    """Reports, and above them the targets that the centre shows to everybody."""

    def extra_context(self, listing) -> dict:
        return {"targets": [] if listing.parameters else figures_for_everybody()}
