"""The public's reports: the queue, and one report with the answer to its sender."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.cases.admin_views import CaseListMixin, CaseMixin
from portal.cases.forms import MoveForm
from portal.moderation.admin_views.base import REPORTS, ModerationView
from portal.moderation.admin_views.removal_hooks import offers_take_down, take_down_url
from portal.moderation.reports import REPORT, reported_thing

MAY_HANDLE = "moderation.handle_report"


class ReportMoveForm(MoveForm):
    """The next state of a report with the answer that its sender reads."""

    reason = forms.CharField(
        label=_("给举报人的答复"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        required=False,
        help_text=_("举报人凭编号和查询码可以看到。请勿争吵、辱骂；解决不了的报中心主任，报主任时可以不写。"),
        error_messages={"required": _("请写明答复。")},
    )


class ReportListView(CaseListMixin, ModerationView):
    """Reports, those that are open first and the oldest of them on top."""

    kind = REPORT
    template_name = "moderation/admin/reports.html"
    page_title = _("举报")
    permission = MAY_HANDLE
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "hours": settings.REPORT_HOURS}


class ReportView(CaseMixin, ModerationView):
    """One report."""

    kind = REPORT
    form_class = ReportMoveForm
    list_url_name = REPORTS[0]
    contact_purpose = _("联系举报人")
    moved_message = _("举报 %(number)s 已处理。")
    escalated_message = _("举报 %(number)s 已报中心主任，已通知%(names)s。给主任的说明举报人看不到。")
    unheard_message = _("举报 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "moderation/admin/report.html"
    page_title = _("举报")
    permission = MAY_HANDLE
    parent = REPORTS
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        thing = reported_thing(self.case)
        url = (
            f"{take_down_url(thing)}?{urlencode({'next': self.request.path})}"
            if thing and offers_take_down(thing, self.request.user)
            else ""
        )
        return {**super().get_context_data(**kwargs), "thing": thing, "take_down_url": url}
