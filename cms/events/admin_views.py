"""What staff read about the events of a year."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.figures import year_of_events
from portal.moderation.admin_views.base import YearView

MAY_SEE = "events.view_enrolment"
# Years before this one that can be looked up.
_YEARS_BACK = 5


class FiguresView(YearView):
    """Events held by kind in a calendar year, against what is asked for (R-ACT-1, R-STAT-4)."""

    template_name = "events/admin/figures.html"
    page_title = _("活动统计")
    permission = MAY_SEE
    header_icon = "table"

    def years(self):
        this = timezone.localdate().year
        return [this - number for number in range(_YEARS_BACK)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(figures=year_of_events(self.year()), **kwargs)
