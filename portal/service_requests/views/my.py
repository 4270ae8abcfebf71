"""A person's own requests, those that a person files for others, and those that lie with a provider."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.acting.views import common
from portal.cases.receipts import receipt
from portal.cases.views import OfSender
from portal.catalogues.models import Provider
from portal.catalogues.views.my import WAY
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.service_requests.acting import CONSENT as ACTING_CONSENT
from portal.service_requests.acting import act_for, renew_slip
from portal.service_requests.forms import ActForForm, AnswerForm, ResultForm
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import REQUEST, State, accept, contact_shown, decline, report_result
from portal.service_requests.views.public import ASK, STATUS, AboutMixin, OfRequest, Rating, Withdrawing
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_REQUESTS = Crumb(_("我的服务申请"), "/my/requests/")
ACT_FOR_NEW = Crumb(_("替人申请服务"), "/act-for/new/")
RECEIVED = Crumb(_("收到的服务申请"), "/my/entries/requests/")


def overview(user) -> list[Crumb]:
    """Return the ways on from the overview; the requests received for who keeps a provider."""
    return [MY_REQUESTS, *([RECEIVED] if Provider.objects.owned_by(user).exists() else [])]


class MyRequests(MyListView):
    """What I have asked for."""

    model = ServiceRequest
    template_name = "pages/service_requests/my_list.html"
    title = MY_REQUESTS.title
    queryset = ServiceRequest.objects.select_related("service_class", "provider")

    def get_queryset(self):
        return self.queryset.owned_by(self.request.user).order_by("-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(links=[ASK, STATUS], **kwargs)


class OwnRequest(OfSender):
    """About a request of the person's own."""

    model = ServiceRequest
    crumbs = (MY, MY_REQUESTS)
    namespace = "service_requests"


class MyRequest(OfRequest, OwnRequest, MyRecordView):
    """One of them."""

    template_name = "pages/service_requests/detail.html"


class MyRate(Rating, OwnRequest, ServiceFormView):
    """Grades it."""


class MyWithdraw(Withdrawing, OwnRequest, ServiceFormView):
    """Takes it back."""


class ReceivedRequests(MyListView):
    """What the providers that I keep were asked to do; names and phones are masked."""

    template_name = "pages/service_requests/received_list.html"
    title = RECEIVED.title
    crumbs = WAY

    def get_queryset(self):
        rows = ServiceRequest.objects.received_by(self.request.user).select_related("service_class", "provider", "town")
        return rows.order_by(F("closed_at").desc(nulls_first=True), "due_at", "pk")


class ReceivedRequest(ServiceFormView):
    """One of them: the answer, or the result once it is taken on; name and phone are shown while it is worked on, each look noted."""

    model = ServiceRequest
    template_name = "pages/service_requests/received.html"
    crumbs = (*WAY, RECEIVED)
    submit_label = _("提交")

    def get_queryset(self):
        return ServiceRequest.objects.received_by(self.request.user).select_related("service_class", "provider", "town", "user")

    def get_title(self):
        return _("服务申请 %(number)s") % {"number": self.object.number}

    def get_form_class(self):
        return ResultForm if self.object.state == State.WORKING else AnswerForm

    def refusal(self):
        return "" if self.object.state in {State.MATCHED, State.WORKING} else str(_("这份申请已经结束。"))

    def get_context_data(self, **kwargs):
        shown = contact_shown(self.object, self.request.user)
        return super().get_context_data(**{"record": self.object, "contact_shown": shown, **kwargs})

    def perform(self, form):
        said, user = form.cleaned_data, self.request.user
        if isinstance(form, ResultForm):
            report_result(self.object, user, **said)
        elif said["answer"] == AnswerForm.ACCEPT:
            accept(self.object, user)
            return reverse("service_requests:received-request", args=[self.object.pk])
        else:
            decline(self.object, user, said["reason"])
        return RECEIVED.url


class ActForNew(common.ActsMixin, AboutMixin, ServiceFormView):
    """Files a request for somebody else; the slip to print comes next."""

    form_class = ActForForm
    template_name = "pages/service_requests/act_for_form.html"
    title = ACT_FOR_NEW.title
    consent_purpose = ACTING_CONSENT

    def perform(self, form):
        acting, code = act_for(self.request.user, said=form.how_agreed(), **self.asked(form))
        return _slip_address(acting, code)


class RenewSlip(PostActionView):
    """Prints a slip that is lost anew, with a new code."""

    model = ActingFor
    crumbs = (common.ACT_FOR,)

    def perform(self, record):
        return _slip_address(record, renew_slip(record, self.request.user))


class OfRequestSlip:
    """About the slip of a request."""

    kind, lookup, purpose = REQUEST, STATUS, ACTING_CONSENT
    object: ServiceRequest
    subject_label = _("申请的服务")
    advice = _("扫码或打开 %(address)s，填查询码，可以查询、评价或撤回，不用注册。撤回后，您的姓名、电话和所写的内容立即清除。")

    def acting_rows(self):
        """Return what is kept of who acted for the request."""
        return ActingFor.objects.filter(request=self.object)


class SlipView(OfRequestSlip, common.SlipView):
    """The slip as a page."""

    paper_url_name = "service_requests:slip-paper"


class SlipPaper(OfRequestSlip, common.SlipPaper):
    """The slip as a paper."""


def _slip_address(acting: ActingFor, code: str) -> str:
    return reverse("service_requests:slip", args=[receipt(REQUEST, acting.request, code)])
