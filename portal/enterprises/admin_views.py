"""Staff pages: papers to compare, a diagnosis to issue, the request to confirm an entry."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.transitions import TransitionError
from portal.enterprises.forms.requests import DecisionForm
from portal.enterprises.models import Diagnosis, Enterprise, Membership, VerificationRequest
from portal.enterprises.services import verification
from portal.enterprises.services.confirming import ask
from portal.enterprises.services.diagnosis import issue
from portal.moderation.admin_views.base import ConfirmedDeedView, ModerationView

ROWS = 50
MAY_VERIFY = "enterprises.verify_enterprise"
MAY_DIAGNOSE, MAY_ASK = "enterprises.change_diagnosis", "enterprises.change_enterprise"
QUEUE = ("enterprise_requests", gettext_lazy("企业核验申请"))


class RequestListView(ModerationView):
    """Papers that wait, the oldest first, and those decided lately."""

    template_name = "enterprises/admin/requests.html"
    page_title = QUEUE[1]
    permission = MAY_VERIFY
    header_icon = "tick-inverse"

    def get_context_data(self, **kwargs):
        rows = VerificationRequest.objects.select_related("applicant", "town", "enterprise")
        page = Paginator(rows.waiting(), ROWS).get_page(self.request.GET.get("p"))
        decided = rows.exclude(state=VerificationRequest.State.SUBMITTED).select_related("decided_by").order_by("-decided_at")[:20]
        return {**super().get_context_data(**kwargs), "page": page, "decided": list(decided)}


class RequestDecisionView(ModerationView):
    """One set of papers beside what was typed; verified or refused with a reason."""

    template_name = "enterprises/admin/request.html"
    page_title = gettext_lazy("核验企业")
    permission = MAY_VERIFY
    parent = QUEUE
    header_icon = "tick-inverse"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = VerificationRequest.objects.select_related("applicant", "town", "industry", "enterprise__industry", "enterprise__town")
        self.papers = get_object_or_404(rows, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        papers = self.papers
        same = Q(name=papers.name) | Q(credit_code=papers.credit_code) if papers.credit_code else Q(name=papers.name)
        others = VerificationRequest.objects.waiting().filter(same).exclude(pk=papers.pk).select_related("applicant")
        owners = Membership.objects.current().filter(organisation=papers.enterprise, role=Membership.Role.OWNER).select_related("user")
        waiting = papers.state == VerificationRequest.State.SUBMITTED
        return {
            **super().get_context_data(**kwargs),
            "papers": papers,
            "compared": _compared(papers),
            "others": list(others),
            "owners": list(owners) if papers.enterprise_id else [],
            "form": (kwargs.get("form") or DecisionForm()) if waiting else None,
        }

    def post(self, request, pk):
        """Decide."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                self._decide(form.cleaned_data)
            except TransitionError as error:
                form.add_error(None, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("“%(name)s”的核验结果已通知申请人。") % {"name": self.papers.name})
        return redirect(QUEUE[0])

    def _decide(self, decided: dict) -> None:
        if decided["decision"] == "verify":
            verification.verify(self.papers, self.request.user)
        else:
            verification.refuse(self.papers, self.request.user, decided["reason"])


def _compared(papers: VerificationRequest) -> list[tuple[str, str, str]]:
    """Return what was typed, ``(label, value, value in the directory where that says something else)``."""
    exempt = _("依法无需登记")
    listed = papers.enterprise
    rows = [
        (_("名称"), papers.name, listed.name if listed else ""),
        (_("类型"), papers.get_enterprise_kind_display(), listed.get_kind_display() if listed else ""),
        (
            _("统一社会信用代码"),
            exempt if papers.exempt else papers.credit_code,
            (listed.credit_code or listed.exemption or exempt) if listed else "",
        ),
        (_("行业分类"), papers.industry or "", (listed.industry or "") if listed else ""),
        (_("所在乡镇"), papers.town or "", (listed.town or "") if listed else ""),
    ]
    return [(label, str(typed), str(there) if listed and str(there) != str(typed) else "") for label, typed, there in rows]


class IssueView(ConfirmedDeedView):
    """Hands a diagnosis to its enterprise."""

    permission = MAY_DIAGNOSE
    model = Diagnosis
    page_title = gettext_lazy("出具诊断报告")
    header_icon = "doc-full"
    question = gettext_lazy("出具后企业成员可以看到并收到通知，报告不能再修改。")
    done_message = gettext_lazy("诊断报告已出具，企业成员已收到通知。")

    def list_url(self):
        return reverse("diagnoses:index")

    def perform(self):
        issue(self.row, self.request.user)


class AskView(ConfirmedDeedView):
    """Sends the request to confirm an entry."""

    permission = MAY_ASK
    model = Enterprise
    page_title = gettext_lazy("请企业确认信息")
    header_icon = "mail"
    question = gettext_lazy("向企业负责人（没有的，向公开的手机号码）发送短信，对方点一下链接即可确认信息仍然准确。")
    done_message = gettext_lazy("确认短信已发出。")

    def list_url(self):
        return reverse(Enterprise.snippet_viewset.get_url_name("list"))

    def perform(self):
        if not (self.row.live and ask(self.row)):
            raise TransitionError(_("没有发出：企业没有公开，或没有可用的手机号码，或短信发送失败。"), code="unsent")
