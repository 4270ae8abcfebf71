"""A person's own requests, those that a person files for others, and those that lie with a provider."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from portal.cases.receipts import opened, receipt
from portal.catalogues.models import Provider
from portal.catalogues.views.my import WAY
from portal.core.access_log import log_view
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyPage, MyRecordView
from portal.service_requests.acting import CONSENT as ACTING_CONSENT
from portal.service_requests.acting import act_for, consented_text, renew_slip, stations_of
from portal.service_requests.forms import ActForForm, AnswerForm, ResultForm
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import REQUEST, State, accept, contact_shown, decline, report_result
from portal.service_requests.views.public import ASK, STATUS, AboutMixin, OfRequest, Rating, Withdrawing
from portal.web.frame import MY
from portal.web.meta import Crumb
from portal.web.papers import paper

MY_REQUESTS = Crumb(_("我的服务申请"), "/my/requests/")
ACT_FOR = Crumb(_("代办"), "/act-for/")
RECEIVED = Crumb(_("收到的服务申请"), "/my/entries/requests/")


def overview(user) -> list[Crumb]:
    """Return the ways on from the overview; the requests received for who keeps a provider."""
    return [MY_REQUESTS, ACT_FOR, *([RECEIVED] if Provider.objects.owned_by(user).exists() else [])]


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


class OwnRequest:
    """About a request of the person's own."""

    model = ServiceRequest
    crumbs = (MY, MY_REQUESTS)

    def address(self, name: str) -> str:
        """Return the address of what the person may do about it."""
        return reverse(f"service_requests:my-{name}", args=[self.object.pk])


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


class ActForList(MyListView):
    """What I have filed for others; their names are masked."""

    model = ActingFor
    template_name = "pages/service_requests/act_for.html"
    title = ACT_FOR.title
    lead = _("家里老人、邻居不会上网的，您可以替他们提交服务申请。须本人同意；打印的凭条交给本人。")

    def get_queryset(self):
        return super().get_queryset().select_related("request__service_class", "station")


class ActForNew(AboutMixin, ServiceFormView):
    """Files a request for somebody else; the slip to print comes next."""

    form_class = ActForForm
    template_name = "pages/service_requests/act_for_form.html"
    title = _("替人申请服务")
    crumbs = (MY, ACT_FOR)
    consent_purpose = ACTING_CONSENT
    submit_label = _("提交并打印凭条")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "stations": stations_of(self.request.user)}

    def perform(self, form):
        how = {name: form.cleaned_data.get(name) for name in ("how", "consented_on", "relation", "station")}
        acting, code = act_for(self.request.user, **how, **self.asked(form))
        return _slip_address(acting, code)


class RenewSlip(PostActionView):
    """Prints a slip that is lost anew, with a new code."""

    model = ActingFor
    crumbs = (ACT_FOR,)

    def perform(self, record):
        return _slip_address(record, renew_slip(record, self.request.user))


class OfSlip(MyPage):
    """About a slip within the hour after it was made, for who acted.

    Raises:
        Http404: for anybody else, and later.
    """

    def prepare(self):
        self.object, self.code = opened(REQUEST, self.kwargs["token"])
        if not self.code:
            raise Http404
        acted = ActingFor.objects.owned_by(self.request.user).select_related("station", "actor")
        self.acting = get_object_or_404(acted, request=self.object)

    def slip(self) -> dict:
        """Return what stands on it; that it shows the person's name is noted."""
        log_view(self.request.user, None, "name", self.object, purpose=str(_("打印代办凭条")))
        status = self.request.build_absolute_uri(STATUS.url)
        return {
            "record": self.object,
            "acting": self.acting,
            "code": self.code,
            "address": f"{status}?number={self.object.number}",
            "status_address": status,
            "consent": consented_text(self.object),
        }


class SlipView(OfSlip, TemplateView):
    """The slip as a page to print."""

    template_name = "pages/service_requests/slip.html"
    title = _("代办凭条")
    crumbs = (MY, ACT_FOR)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.slip(), **kwargs)


class SlipPaper(OfSlip, View):
    """The slip as a PDF."""

    def get(self, request, token):
        """Draw it."""
        name = str(_("代办凭条 %(number)s")) % {"number": self.object.number}
        return paper(request, "papers/service_requests/slip.html", self.slip(), name)


def _slip_address(acting: ActingFor, code: str) -> str:
    return reverse("service_requests:slip", args=[receipt(REQUEST, acting.request, code)])
