"""Settlement for staff: applications by due time, one with its review, agreements and the steps of one."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.cases.admin_views import CaseListMixin, CaseMixin
from portal.core.access_log import log_view
from portal.core.moments import minute_text
from portal.moderation.admin_views.base import ModerationView
from portal.settlement.figures import occupancy
from portal.settlement.forms import ApplicationMoveForm, RegisterForm, ReviewForm
from portal.settlement.models import Agreement, Application, Paper
from portal.settlement.services.agreements import register
from portal.settlement.services.applications import APPLICATION, MAY_HANDLE, State, handle, read_paper, record_review
from portal.settlement.steps import STEPS, steps_of
from portal.sheets.exports import download, table
from portal.web.forms import show_refusal

QUEUE = ("settlement_applications", gettext_lazy("入驻申请"))
AGREEMENTS = ("settlement_agreements", gettext_lazy("入驻协议"))
# Agreements that the list shows of one sort.
MAX_AGREEMENTS = 300


class SettlementView(ModerationView):
    """A screen of who handles settlement."""

    permission = MAY_HANDLE
    header_icon = "home"


class QueueView(CaseListMixin, SettlementView):
    """Applications, those that are open first and the oldest on top; ``?late=1`` the late ones; also as a file without contacts."""

    kind = APPLICATION
    template_name = "settlement/admin/queue.html"
    page_title = QUEUE[1]

    def cases(self):
        rows = Application.objects.late() if self.request.GET.get("late") else super().cases()
        return rows.select_related("enterprise")

    def get_context_data(self, **kwargs):
        return super().get_context_data(late=Application.objects.late().count(), **kwargs)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        head = [_("编号"), _("申请主体"), _("企业或项目"), _("需要的面积（平方米）"), _("状态"), _("收到时间"), _("办理期限"), _("经办人")]
        rows = [_cells(row) for row in self.cases().select_related("owner").order_by("due_at", "pk")]
        return download(table(str(QUEUE[1]), [head, *rows]), "settlement-applications")


class ApplicationView(CaseMixin, SettlementView):
    """One application with team, papers and reviews; what was written is shown to who handles it, the contact by a button."""

    kind = APPLICATION
    form_class = ApplicationMoveForm
    list_url_name = QUEUE[0]
    contact_purpose = gettext_lazy("联系入驻申请人")
    moved_message = gettext_lazy("入驻申请 %(number)s 已处理。")
    escalated_message = gettext_lazy("入驻申请 %(number)s 已报中心主任，已通知%(names)s。给主任的说明申请人看不到。")
    unheard_message = gettext_lazy("入驻申请 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "settlement/admin/application.html"
    page_title = QUEUE[1]
    parent = QUEUE

    def get_context_data(self, **kwargs):
        case = self.case
        shown = {
            "name": case.name if "contact" in kwargs else case.masked_name,
            "team": case.team.all(),
            "papers": case.papers.defer("token"),
            "reviews": case.reviews.prefetch_related("scores"),
            "may_review": case.state == State.REVIEW,
            "agreement": Agreement.objects.filter(application=case).first(),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def perform(self, answered):
        handle(self.case, answered["to_state"], answered["reason"], self.request.user, note=answered.get("note", ""))


class FormView(SettlementView):
    """A screen that is one form; a refusal is said at its field."""

    once = True
    template_name = "settlement/admin/form.html"

    def form(self, data=None):
        """Return the form."""
        raise NotImplementedError

    def perform(self, form) -> str:
        """Do what the form asks, and return the address to go on to.

        Raises:
            ValidationError: it may not be done.
        """
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "form": kwargs.get("form") or self.form()}

    def post(self, request, *args, **kwargs):
        """Do it."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                url = self.perform(form)
            except ValidationError as error:
                show_refusal(form, error)
            else:
                messages.success(request, _("已登记。"))
                return redirect(url)
        return self.render_to_response(self.get_context_data(form=form))


class ReviewView(FormView):
    """The record of the group's meeting, or of the interview (R-SET-14)."""

    page_title = gettext_lazy("登记评审")
    parent = QUEUE

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.case = get_object_or_404(Application, pk=kwargs["pk"])

    def form(self, data=None):
        return ReviewForm(data, initial={"held_on": timezone.localdate()})

    def perform(self, form):
        said = {name: form.cleaned_data[name] for name in ("held_on", "opinion", "minutes")}
        record_review(self.case, self.request.user, scores=form.scores(), **said)
        return reverse("settlement_application", args=[self.case.pk])


class PaperView(SettlementView):
    """One paper of an application; each look is noted."""

    def get(self, request, pk):
        """Hand it out."""
        return read_paper(get_object_or_404(Paper.objects.select_related("application__user"), pk=pk), request.user).download()


class AgreementsView(SettlementView):
    """Agreements, those that stand first by their last day; ``?show=`` those to be signed, to be renewed, or owing a report."""

    template_name = "settlement/admin/agreements.html"
    page_title = AGREEMENTS[1]
    sorts = {
        "": gettext_lazy("全部"),
        "to_sign": gettext_lazy("待备案、签约、入驻"),
        "to_renew": gettext_lazy("快到期或已到期未续签"),
        "owing_report": gettext_lazy("未报年度销售额"),
    }

    def get_context_data(self, **kwargs):
        show = self.request.GET.get("show", "")
        rows = Agreement.objects.select_related("enterprise", "application", "room").order_by("valid_until", "pk")
        if show in self.sorts and show:
            rows = getattr(rows, show)()
        return super().get_context_data(
            rows=rows[:MAX_AGREEMENTS], show=show, sorts=self.sorts.items(), occupancy=occupancy(), today=timezone.localdate(), **kwargs
        )


class AgreementView(SettlementView):
    """One agreement with its years, deposit and reports, and the steps that may be noted now; the look at the sales is noted."""

    template_name = "settlement/admin/agreement.html"
    page_title = AGREEMENTS[1]
    parent = AGREEMENTS

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = Agreement.objects.select_related("enterprise", "application__user", "room")
        self.agreement = get_object_or_404(rows, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        agreement = self.agreement
        reports = list(agreement.reports.all())
        if reports and agreement.application and agreement.application.user:
            log_view(self.request.user, agreement.application.user, "sales", agreement, purpose=_("核定免租"))
        return super().get_context_data(
            agreement=agreement,
            periods=agreement.periods.all(),
            reports=reports,
            owed=agreement.years_to_report(),
            steps=[(code, STEPS[code].label) for code in steps_of(agreement)],
            **kwargs,
        )


class StepView(FormView):
    """A step of an agreement."""

    parent = AGREEMENTS

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.agreement = get_object_or_404(Agreement.objects.select_related("enterprise", "application"), pk=kwargs["pk"])
        if kwargs["step"] not in STEPS:
            raise Http404
        self.step = STEPS[kwargs["step"]]

    @property
    def page_title(self):
        return f"{self.step.label}：{self.agreement.holder}"

    def form(self, data=None):
        return self.step.form(data, instance=Agreement.objects.select_related("enterprise", "application").get(pk=self.agreement.pk))

    def perform(self, form):
        self.step.service(self.agreement, self.request.user, **form.cleaned_data)
        return reverse("settlement_agreement", args=[self.agreement.pk])


class RegisterView(FormView):
    """Takes up the agreement of a firm that had settled before the portal kept agreements; its steps are noted as those of others."""

    page_title = gettext_lazy("登记早先入驻的企业")
    parent = AGREEMENTS

    def form(self, data=None):
        return RegisterForm(data)

    def perform(self, form):
        return reverse("settlement_agreement", args=[register(form.cleaned_data["enterprise"], self.request.user).pk])


def _cells(row: Application) -> list[str]:
    """Return an application as a line of the table; it names no person."""
    firm = row.enterprise.name if row.enterprise else ""
    said = [row.number, row.get_applicant_display(), firm, row.area, row.get_state_display()]
    return [*map(str, said), minute_text(row.created_at), minute_text(row.due_at), str(row.owner or "")]
