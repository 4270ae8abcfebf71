"""What staff read about the events of a year."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.figures import year_of_events
from portal.moderation.admin_views.base import ModerationView

MAY_SEE = "events.view_enrolment"
# Years before this one that can be looked up.
_YEARS_BACK = 5


class FiguresView(ModerationView):
    """Events held by kind in a calendar year, against what is asked for (R-ACT-1, R-STAT-4)."""

    template_name = "events/admin/figures.html"
    page_title = _("活动统计")
    permission = MAY_SEE
    header_icon = "table"

    def get_context_data(self, **kwargs):
        this = timezone.localdate().year
        years = [this - number for number in range(_YEARS_BACK)]
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else this
        return {**super().get_context_data(**kwargs), "figures": year_of_events(year), "years": years}
