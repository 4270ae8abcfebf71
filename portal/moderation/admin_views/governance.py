"""The monthly figures, and what the rules of today say of older texts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.moderation.admin_views.base import ModerationView
from portal.moderation.governance import LABELS, last_months, shown
from portal.moderation.models import Screening
from portal.moderation.notifications import edit_url
from portal.moderation.rules import clause_name
from portal.sheets.exports import CONTENT_TYPE, table

MAY_SEE = "moderation.view_governance"


class GovernanceView(ModerationView):
    """Twelve months side by side, also as a table to take away."""

    template_name = "moderation/admin/governance.html"
    page_title = gettext_lazy("治理数据")
    permission = MAY_SEE
    header_icon = "table"

    def rows(self) -> list[list[str]]:
        """Return one line per figure: its name and its value in each month."""
        months = last_months()
        return [[str(label), *(shown(month, name) for month in months)] for name, label in LABELS.items()]

    def get_context_data(self, **kwargs):
        head, *rows = self.rows()
        return {**super().get_context_data(**kwargs), "head": head, "rows": rows}

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return self.workbook()
        return super().get(request, *args, **kwargs)

    def workbook(self) -> HttpResponse:
        """Return the table as XLSX."""
        response = HttpResponse(table(_("治理数据"), self.rows()), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = 'attachment; filename="governance.xlsx"'
        return response


class RescreeningView(ModerationView):
    """What the rules of today object to in what is live or waiting; staff decide what follows."""

    template_name = "moderation/admin/rescreening.html"
    page_title = gettext_lazy("规则变更复查")
    permission = MAY_SEE
    header_icon = "rotate"

    def get_context_data(self, **kwargs):
        rows = Screening.objects.filter(occasion=Screening.Occasion.RULES).select_related("content_type")
        page = Paginator(rows, 50).get_page(self.request.GET.get("p"))
        shown_rows = [
            {
                "row": row,
                "edit_url": edit_url(row.thing) if row.thing else "",
                "hits": [{**hit, "clause_name": clause_name(hit["clause"])} for hit in row.hits],
            }
            for row in page.object_list
        ]
        return {**super().get_context_data(**kwargs), "page": page, "rows": shown_rows}
