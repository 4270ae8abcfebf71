"""The public's reports: the queue, and one report with the answer to its sender."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.access_log import log_view
from portal.core.masking import mask_phone
from portal.moderation.admin_views.base import REPORTS, ModerationView
from portal.moderation.models import Report
from portal.moderation.reports import REPORT_MOVES, move_report

PAGE_SIZE = 50
MAY_HANDLE = "moderation.handle_report"


class MoveForm(forms.Form):
    """The next state of a report with the answer that its sender reads."""

    to_state = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("请选择如何处理。")})
    reason = forms.CharField(
        label=gettext_lazy("给举报人的答复"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text=gettext_lazy("举报人凭编号和查询码可以看到。请勿争吵、辱骂；解决不了的报中心主任。"),
        error_messages={"required": gettext_lazy("请写明答复。")},
    )

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        following = REPORT_MOVES.following(report.state)
        self.fields["to_state"].choices = [(value, label) for value, label in Report.State.choices if value in following]


class ReportListView(ModerationView):
    """Reports, those that are open first and the oldest of them on top."""

    template_name = "moderation/admin/reports.html"
    page_title = gettext_lazy("举报")
    permission = MAY_HANDLE
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", "")
        rows = Report.objects.all()
        if state in Report.State.values:
            rows = rows.filter(state=state)
        page = Paginator(rows.order_by("closed_at", "created_at", "pk"), PAGE_SIZE).get_page(self.request.GET.get("p"))
        late_before = timezone.now() - timedelta(hours=settings.REPORT_HOURS)
        shown = [{"row": row, "late": row.is_open and row.created_at < late_before} for row in page.object_list]
        context = {"page": page, "rows": shown, "state": state, "states": Report.State.choices, "hours": settings.REPORT_HOURS}
        return {**super().get_context_data(**kwargs), **context}


class ReportView(ModerationView):
    """One report."""

    template_name = "moderation/admin/report.html"
    page_title = gettext_lazy("举报")
    permission = MAY_HANDLE
    parent = REPORTS
    header_icon = "warning"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(Report, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        report = self.report
        return {
            **super().get_context_data(**kwargs),
            "report": report,
            "contact": kwargs.get("contact") or mask_phone(report.contact),
            "shown": "contact" in kwargs,
            "replies": report.replies.select_related("by"),
            "form": (kwargs.get("form") or MoveForm(report=report)) if report.is_open else None,
        }

    def post(self, request, pk):
        """Move the report on, or show the sender's contact and note who looked."""
        if "show_contact" in request.POST:
            log_view(request.user, None, "contact", self.report, purpose=_("联系举报人"))
            return self.render_to_response(self.get_context_data(contact=self.report.contact))
        form = MoveForm(request.POST, report=self.report)
        if form.is_valid():
            try:
                move_report(self.report, form.cleaned_data["to_state"], form.cleaned_data["reason"], request.user)
            except ValidationError as error:
                form.add_error("reason", error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("举报 %(number)s 已处理。") % {"number": self.report.number})
        return redirect(REPORTS[0])
