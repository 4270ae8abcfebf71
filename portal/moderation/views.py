"""Public pages of the moderation: the rules in plain words, reporting, the outcome, and what stands where something was taken down."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.receipts import opened, receipt
from portal.cases.views import TOO_MANY, CaseLookupView, find_at_cases
from portal.core.client import client_address
from portal.core.moments import spoken
from portal.moderation.public_forms import ReportForm, StatusForm
from portal.moderation.reports import REPORT, file_report, thing_at, too_many
from portal.moderation.rules import clause_title, current_rules
from portal.moderation.takedowns import in_force_at
from portal.moderation.workflow_steps import STEPS
from portal.web.errors import not_found as plain_not_found
from portal.web.kept import kept_data, kept_of
from portal.web.meta import Crumb
from portal.web.once import note_result
from portal.web.views import PublicView


class RulesView(PublicView):
    """The clauses in plain words, from the rules in force (CAC order 5 art. 15: public rules)."""

    template_name = "pages/moderation/rules.html"
    section_title = gettext_lazy("内容规范")
    section_url = "/rules/"

    def get(self, request):
        """Show the clauses."""
        clauses = sorted(current_rules().clauses.values(), key=lambda clause: (clause.order, clause.code))
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(_("本网站能发什么、不能发什么，怎样审核，怎样申诉和举报。")),
            crumbs=[Crumb(self.section_title, self.section_url)],
            clauses=clauses,
            steps=[(kind.stage, kind.promise) for kind in STEPS],
        )


class ReportView(PublicView):
    """The form with which anybody reports a page, and the number that answers it."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/moderation/report.html"
    section_title = gettext_lazy("举报")
    section_url = "/report/"

    def get(self, request):
        """Show the form, with the page that the visitor came from."""
        about = request.GET.get("about", "")
        return self.show(request, ReportForm(kept_data(request), initial={"url": about[:500]}), about)

    def post(self, request):
        """Keep the report and show its number and code."""
        form = ReportForm(request.POST)
        address = client_address(request)
        if not form.is_valid():
            return self.show(request, form, request.POST.get("url", ""))
        if form.cleaned_data.pop("homepage"):
            # A program fell into the trap: it learns nothing, and nothing is kept.
            return self.show(request, ReportForm(), "")
        if too_many(address):
            form.add_error(None, _("这个网络在一小时内举报的次数太多，请过一会儿再试，或拨打监督电话。"))
            response = self.show(request, form, form.cleaned_data["url"])
            response.status_code = TOO_MANY
            return response
        report, code = file_report(**form.cleaned_data, address=address)
        note_result(request, reverse("moderation:report-done", args=[receipt(REPORT, report, code)]))
        self.template_name = "pages/moderation/report_done.html"
        return self.show(request, None, report.url, report=report, code=code)

    def show(self, request, form, about: str, **context):
        """Return the page with the form or with its answer."""
        thing = thing_at(about) if about.startswith("/") and "\x00" not in about else None
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(_("发现违法、虚假、泄露隐私或过时的内容，请告诉我们。不需要注册，受理后可凭编号查询结果。")),
            crumbs=[Crumb(self.section_title, self.section_url)],
            form=form,
            kept=kept_of(request),
            thing=thing,
            robots="noindex" if form is None or request.GET or request.method == "POST" else "",
            **context,
        )


class ReportDoneView(ReportView):
    """The number and the code again, for a browser that has sent one report several times and lost the first answer."""

    http_method_names = ["get", "head", "options"]
    template_name = "pages/moderation/report_done.html"

    def get(self, request, token):
        """Show them.

        Raises:
            Http404: nobody has got this word, or an hour ago.
        """
        report, code = opened(REPORT, token)
        response = self.show(request, None, "", report=report, code=code)
        add_never_cache_headers(response)
        return response


@find_at_cases
class ReportStatusView(CaseLookupView):
    """What became of a report, for whoever knows its number and code."""

    kind = REPORT
    form_class = StatusForm
    template_name = "pages/moderation/report_status.html"
    section_title = gettext_lazy("举报结果查询")
    section_url = "/report/status/"
    description = gettext_lazy("用举报时得到的编号和查询码，查看处理情况和答复。")
    not_found_message = gettext_lazy("没有找到：编号或查询码不对，请核对后再试。")

    def crumbs(self):
        return [Crumb(gettext_lazy("举报"), "/report/"), Crumb(self.section_title, self.section_url)]


def not_found(request, exception):
    """Answer 404, or say by which clause and why something was taken down: with 410 or 404, by its kind (R-MOD-4)."""
    takedown = in_force_at(request.path)
    if takedown is None:
        return plain_not_found(request, exception)
    reason = _("这份内容已于%(moment)s撤下，依据%(clause)s。%(reason)s") % {
        "moment": spoken(takedown.at),
        "clause": clause_title(takedown.clause),
        "reason": takedown.reason,
    }
    return HttpResponse(render_to_string("errors/taken_down.html", {"reason": reason}, request=request), status=takedown.status)
