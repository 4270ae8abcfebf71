"""The budget: planned, used, left, with what is overspent (R-TGT-9); also as XLSX."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from portal.core.moments import day_text
from portal.moderation.admin_views.base import ModerationView
from portal.plan.budget import MAY_SEE, standings
from portal.plan.models import BudgetUse, UsePaper
from portal.sheets.exports import download, table

BUDGET = ("plan_budget", gettext_lazy("预算使用"))
_RECENT = 20


class BudgetView(ModerationView):
    """The lines of the budget as they stand, and the newest uses."""

    template_name = "plan/admin/budget.html"
    page_title = BUDGET[1]
    permission = MAY_SEE
    header_icon = "table"

    def get(self, request, *args, **kwargs):
        """Show it, or hand it out."""
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        return download(table(str(BUDGET[1]), _table()), str(BUDGET[1]))

    def get_context_data(self, **kwargs):
        rows, user = standings(), self.request.user
        told = {
            "rows": rows,
            "over": [row for row in rows if row.is_over],
            "uses": BudgetUse.objects.select_related("line", "entered_by")[:_RECENT],
            "may_enter": user.has_perm("plan.add_budgetuse"),
            "may_plan": user.has_perm("plan.change_budgetline"),
        }
        return super().get_context_data(**told, **kwargs)


def _table() -> list[list]:
    rows: list[list] = [[_("预算项目"), _("计划（元）"), _("已用（元）"), _("结余（元）"), _("已用百分比"), _("依据"), _("说明")]]
    for row in standings():
        source = [f"{row.line.document} {row.line.clause}".strip(), row.line.note] if row.line else ["", ""]
        rows.append([row.name, row.planned, row.used, row.left, f"{row.percent}%", *source])
    rows += [[], [_("日期"), _("预算项目"), _("金额（元）"), _("用途"), _("登记人"), _("凭据")]]
    papers: dict[int, list[str]] = {}
    for key, name in UsePaper.objects.values_list("use", "name"):
        papers.setdefault(key, []).append(name)
    for use in BudgetUse.objects.select_related("line", "entered_by").order_by("day", "pk"):
        rows.append([day_text(use.day), use.line, use.amount, use.purpose, use.entered_by or "", "、".join(papers.get(use.pk, ()))])
    return rows


class UsePaperView(View):
    """A receipt, for those who see the budget."""

    def get(self, request, pk):
        """Hand it out.

        Raises:
            PermissionDenied: the user does not see the budget.
        """
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return get_object_or_404(UsePaper, pk=pk).download()
