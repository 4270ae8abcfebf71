"""Staff pages: how far services reach the stations, and the files of records."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from portal.core.access_log import log_view
from portal.core.moments import day_text
from portal.moderation.admin_views.base import ModerationView
from portal.records.forms import PeriodForm
from portal.records.models import Attachment
from portal.records.services import Coverage, coverage
from portal.sheets.exports import download, table

MAY_SEE_COVERAGE = "records.view_coverage"
PAGE_SIZE = 100


class CoverageView(ModerationView):
    """The share of stations with a service or visit in a period, and each station's count (R-STN-2, R-STN-3); also as XLSX."""

    template_name = "records/admin/coverage.html"
    page_title = gettext_lazy("网点服务覆盖率")
    permission = MAY_SEE_COVERAGE
    header_icon = "site"

    def form(self) -> PeriodForm:
        """Return the form as asked, or as it begins."""
        first = PeriodForm()
        asked = {name: self.request.GET.get(name, first.get_initial_for_field(field, name)) for name, field in first.fields.items()}
        return PeriodForm(asked)

    def get(self, request, *args, **kwargs):
        form = self.form()
        found = coverage(**form.cleaned_data) if form.is_valid() else None
        if found and "export" in request.GET:
            return self.export(form, found)
        page = Paginator(found.stations, PAGE_SIZE).get_page(request.GET.get("p")) if found else None
        return self.render_to_response(self.get_context_data(form=form, found=found, page=page))

    def export(self, form: PeriodForm, found: Coverage) -> HttpResponse:
        """Return the table of all stations as a file."""
        head = [_("网点编号"), _("网点名称"), _("类型"), _("所在乡镇"), _("服务次数"), _("其中下沉"), _("最近服务")]
        rows = [
            [
                station.code,
                station,
                station.get_kind_display(),
                station.town or "",
                station.times,
                station.visits,
                day_text(station.last_served) if station.last_served else "",
            ]
            for station in found.stations
        ]
        name = _("网点服务覆盖率%(start)s至%(end)s") % {key: day_text(form.cleaned_data[key]) for key in ("start", "end")}
        return download(table(str(self.page_title), [head, *rows]), name)


class AttachmentView(View):
    """One file of a record, for those who keep records; each look is noted.

    Raises:
        PermissionDenied: the user keeps none.
    """

    def get(self, request, pk):
        """Hand it out."""
        if not request.user.has_perm("records.change_servicerecord"):
            raise PermissionDenied
        attachment = get_object_or_404(Attachment.objects.select_related("record__client"), pk=pk)
        log_view(request.user, attachment.record.client, "attachment", attachment.record)
        return attachment.download()
