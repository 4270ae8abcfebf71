"""The rules of settling with the rooms, and the calculator; nothing that is typed here is kept."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.limits import clock_of
from portal.settlement.figures import occupancy
from portal.settlement.forms import CalculatorForm
from portal.settlement.models import Room
from portal.settlement.services.applications import APPLICATION
from portal.settlement.terms import current_terms, is_rent_free
from portal.web.meta import Crumb
from portal.web.views import PublicView

SETTLE = Crumb(gettext_lazy("企业和个人入驻"), "/settle/")
CALCULATOR = Crumb(gettext_lazy("免租测算"), "/settle/calculator/")


class RulesView(PublicView):
    """Who may settle, what it brings and costs, how it goes, and which rooms there are (R-SET-1 to R-SET-12)."""

    template_name = "pages/settlement/rules.html"
    section_title = SETTLE.title
    section_url = SETTLE.url

    def get(self, request):
        """Show them."""
        rooms = [
            [room.name, room.place, str(room.area), _("已入驻") if room.is_taken else room.get_state_display()]
            for room in Room.objects.with_occupancy()
        ]
        return self.respond(
            request,
            title=str(self.section_title),
            description=_("企业、拟办企业和创业个体怎样入驻县电商公共服务中心：条件、优惠、费用、流程和空房。"),
            crumbs=[SETTLE],
            terms=current_terms(),
            limit=clock_of(APPLICATION),
            rooms=rooms,
            head=[_("房间"), _("位置"), _("面积（平方米）"), _("状态")],
            occupancy=occupancy(),
            today=timezone.localdate(),
        )


class CalculatorView(PublicView):
    """Whether the sales of a year free from rent, or by how much they fall short (R-SET-8)."""

    template_name = "pages/settlement/calculator.html"
    section_title = SETTLE.title
    section_url = SETTLE.url

    def get(self, request):
        """Show the form, and the answer where something is asked."""
        asked = "sales" in request.GET
        form = CalculatorForm(request.GET if asked else None)
        return self.respond(
            request,
            title=str(CALCULATOR.title),
            description=_("按入驻第几年和全年销售额，看看免不免房租；只在这里计算，不保存。"),
            crumbs=[SETTLE, CALCULATOR],
            form=form,
            terms=current_terms(),
            answer=self.answer(**form.cleaned_data) if asked and form.is_valid() else None,
            robots="noindex" if request.GET else "",
        )

    def answer(self, year: int, sales: Decimal) -> dict:
        """Return the threshold of the year, and how much is missing."""
        threshold = current_terms().threshold(year)
        return {
            "year": year,
            "threshold": threshold,
            "is_free": is_rent_free(sales, threshold),
            "short": max(threshold - sales, Decimal(0)),
        }
