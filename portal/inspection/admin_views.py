"""The self-inspection in the admin: what is to be mended, one finding with its history, the quarterly report (R-SUP-4)."""

from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.moments import parsed_day
from portal.core.transitions import TransitionError
from portal.inspection.forms import STATES, ReasonForm
from portal.inspection.models import MAY_ACCEPT, MAY_SEE, Finding, Rule
from portal.inspection.report import quarter_of, quarters, report_lines, report_table
from portal.inspection.services import accept, take_back
from portal.moderation.admin_views.base import ModerationView
from portal.sheets.exports import download, table
from portal.web.papers import paper

LIST = ("inspection", gettext_lazy("网站自查"))
_ROWS = 50


class FindingListView(ModerationView):
    """What is to be mended, late first; with what could not be looked at."""

    template_name = "inspection/admin/findings.html"
    page_title = LIST[1]
    permission = MAY_SEE
    header_icon = "circle-check"

    def rows(self):
        """Return what the filters of the address leave."""
        asked = self.request.GET
        every = Finding.objects.all()
        states = {"late": every.late, "all": every.all, "": every.to_do}
        state = asked.get("state", "")
        rows = states[state]() if state in states else every.filter(state=state)
        for name, path in (("rule", "rule"), ("owner", "rule__owner")):
            if asked.get(name, "").isdecimal():
                rows = rows.filter(**{path: asked[name][:9]})
        return rows.select_related("rule__owner")

    def get_context_data(self, **kwargs):
        rules, asked = list(Rule.objects.filter(active=True)), self.request.GET
        every = ("", _("全部"))
        filters = [
            ("state", _("状态"), STATES),
            ("owner", _("责任岗位"), [every, *((str(pk), name) for pk, name in _owners(rules))]),
            ("rule", _("规则"), [every, *((str(rule.pk), rule.name) for rule in rules)]),
        ]
        return super().get_context_data(
            page=Paginator(self.rows(), _ROWS).get_page(self.request.GET.get("p")),
            failed=[rule for rule in rules if rule.error],
            last=max((rule.checked_at for rule in rules if rule.checked_at), default=None),
            filters=[(name, label, choices, asked.get(name, "")) for name, label, choices in filters],
            **kwargs,
        )


def _owners(rules: list[Rule]):
    return Group.objects.filter(pk__in={rule.owner_id for rule in rules}).order_by("name").values_list("pk", "name")


class FindingView(ModerationView):
    """One finding with what went before; the director leaves it as it is for a reason, or has it mended after all."""

    template_name = "inspection/admin/finding.html"
    permission = MAY_SEE
    parent = LIST
    header_icon = "circle-check"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.found = get_object_or_404(Finding.objects.select_related("rule__owner"), pk=kwargs["pk"])
        self.page_title = self.found.title

    def may_enter(self, user):
        return super().may_enter(user) and (self.request.method in {"GET", "HEAD"} or user.has_perm(MAY_ACCEPT))

    def get_context_data(self, **kwargs):
        may_move = self.request.user.has_perm(MAY_ACCEPT) and self.found.state != Finding.State.FIXED
        before = Finding.objects.filter(rule=self.found.rule_id, key=self.found.key).exclude(pk=self.found.pk).order_by("-found_on", "-pk")
        return super().get_context_data(
            found=self.found, before=before[:_ROWS], form=kwargs.pop("form", None) or ReasonForm(), may_move=may_move, **kwargs
        )

    def post(self, request, pk):
        """Accept it, or take that back."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        move = take_back if self.found.state == Finding.State.ACCEPTED else accept
        try:
            moved = move(pk, request.user, form.cleaned_data["reason"])
        except TransitionError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("已改为“%(state)s”。") % {"state": moved.get_state_display()})
        return redirect(LIST[0])


class ReportView(ModerationView):
    """The report of a quarter, also as XLSX and PDF."""

    template_name = "inspection/admin/report.html"
    page_title = gettext_lazy("季度自查报告")
    permission = MAY_SEE
    parent = LIST
    header_icon = "doc-full"

    def get(self, request, *args, **kwargs):
        """Show it, or hand it out as a file."""
        today = timezone.localdate()
        quarter = quarter_of(min(parsed_day(request.GET.get("day", "")) or today, today))
        lines, name = report_lines(quarter), f"{self.page_title} {quarter.name}"
        export = request.GET.get("export")
        if export == "xlsx":
            return download(table(_("自查报告"), report_table(quarter, lines)), name)
        told = {"quarter": quarter, "lines": lines, "made_at": timezone.now()}
        if export == "pdf":
            return paper(request, "papers/inspection/report.html", told, name)
        return self.render_to_response(self.get_context_data(quarters=quarters(today), **told))
