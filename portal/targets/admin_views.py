"""The tracker: how far each target is, why, and what is missing; as a page, a table and a paper (R-TGT)."""

from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from portal.core.moments import day_text, minute_text, parsed_day
from portal.moderation.admin_views.base import ModerationView
from portal.sheets.exports import download, table
from portal.targets.chart import chart
from portal.targets.models import SavedCopy
from portal.targets.tracker import Progress, all_progress, progress, spans, targets_seen_by
from portal.web.papers import paper

MAY_SEE = "targets.view_target"
TRACKER = ("targets", gettext_lazy("指标进度"))
# Years, quarters or months that can be looked up.
_SPANS = 24
_ROWS = 100


class TrackerView(ModerationView):
    """All targets: done, due, forecast, and what is missing this week."""

    template_name = "targets/admin/tracker.html"
    page_title = TRACKER[1]
    permission = MAY_SEE
    header_icon = "pick"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=all_progress(targets_seen_by(self.request.user)), **kwargs)


class TargetView(ModerationView):
    """One target in one span: chart and table, by month, medium, level and author, and each entry with its reason; also as XLSX and PDF."""

    template_name = "targets/admin/target.html"
    permission = MAY_SEE
    parent = TRACKER
    header_icon = "pick"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.target = get_object_or_404(targets_seen_by(request.user).prefetch_related("milestones"), pk=kwargs["pk"])
        self.page_title = self.target.name

    def get(self, request, *args, **kwargs):
        """Show it, or hand it out as a file."""
        today = timezone.localdate()
        found = progress(self.target, min(parsed_day(request.GET.get("day", "")) or today, today))
        export = request.GET.get("export")
        name = f"{self.target.name} {found.span.name}"
        if export == "xlsx":
            return download(table(_("指标进度"), report_rows(found)), name)
        if export == "pdf":
            told = {"progress": found, "chart": chart(found), "target": self.target, "made_at": timezone.now()}
            return paper(request, "papers/targets/target.html", told, name)
        return self.render_to_response(self.get_context_data(progress=found))

    def get_context_data(self, **kwargs):
        found = kwargs["progress"]
        entries = sorted(found.entries, key=lambda entry: entry.day, reverse=True)
        page = Paginator(entries, _ROWS).get_page(self.request.GET.get("p"))
        others = list(islice(spans(self.target, timezone.localdate()), _SPANS))
        return super().get_context_data(target=self.target, chart=chart(found), page=page, spans=others, **kwargs)


def report_rows(found: Progress) -> Iterator[list]:
    """Yield the table of a target for an inspection: how it stands, by month, and each entry with its evidence and why it counts or not."""
    target = found.target
    yield [_("指标"), target.name]
    yield [_("依据"), target.source]
    yield [_("期间"), found.span.name]
    yield [_("目标数"), target.total, target.unit]
    yield [_("完成数"), found.done, target.unit]
    yield [_("按进度应完成"), found.due, target.unit]
    yield [_("预计到期完成"), found.forecast, target.unit]
    yield [_("统计时间"), minute_text(timezone.now())]
    yield []
    yield [_("月份"), _("新增"), _("累计"), _("应完成")]
    yield from ([month, came, "" if done is None else done, due] for month, came, done, due in found.months())
    yield []
    headings = list(dict.fromkeys(heading for entry in found.entries for heading in entry.facets))
    yield [_("日期"), _("名称"), *headings, _("是否计入"), _("原因"), _("佐证")]
    for entry in sorted(found.entries, key=lambda entry: entry.day):
        facets = [entry.facets.get(heading, "") for heading in headings]
        yield [day_text(entry.day), entry.title, *facets, _("是") if entry.counts else _("否"), entry.reason, entry.proof]


class CopyView(View):
    """One copy of a report, for those who keep the register.

    Raises:
        PermissionDenied: the user does not.
    """

    def get(self, request, pk):
        """Hand it out."""
        if not request.user.has_perm("targets.view_mediareport"):
            raise PermissionDenied
        return get_object_or_404(SavedCopy, pk=pk).download()
