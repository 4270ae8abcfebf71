"""Asking for a service, and what became of it, for whoever knows number and code."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.acting.forms import HOW_FIELDS
from portal.cases import views
from portal.cases.forms import RateForm, WithdrawForm
from portal.cases.receipts import receipt
from portal.core.client import client_address
from portal.core.consents import ConsentText
from portal.service_requests.forms import RequestForm, StatusForm
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import CONSENT, REQUEST, asked_about, class_of, file_request, rate, withdraw
from portal.web.frame import TrappedFormPage
from portal.web.kept import kept_data
from portal.web.meta import Crumb
from portal.web.views import visitor

ASK = Crumb(_("申请服务"), "/services/request/")
STATUS = Crumb(_("服务申请查询"), "/services/request/status/")


class AboutMixin:
    """A form that carries along which page it is about."""

    request: Any

    def about(self):
        """Return the thing that the form is about, if there is one."""
        sent = kept_data(self.request) or self.request.POST
        return asked_about(sent.get("about") or self.request.GET.get("about", "")[:500])

    def get_initial(self):
        """Return what is known before anything is typed."""
        thing = self.about()
        known = {"about": self.request.GET.get("about", "")[:500], "service_class": class_of(thing)} if thing else {}
        return {**super().get_initial(), **known}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"thing": self.about(), **kwargs})

    def asked(self, form) -> dict:
        """Return what the services want to know of a filled form."""
        left_out = {"about", "agree", "homepage", *HOW_FIELDS}
        said = {name: value for name, value in form.cleaned_data.items() if name not in left_out}
        return {**said, "thing": self.about(), "address": client_address(self.request)}


class RequestView(AboutMixin, TrappedFormPage):
    """The form with which anybody asks for a service; number and code answer it."""

    template_name = "pages/service_requests/request.html"
    form_class = RequestForm
    title = ASK.title
    lead = _("免费服务和收费服务都可以申请，不需要注册。中心对接后由服务商或中心与您联系；收费先说清楚，您同意才办。")
    submit_label = _("提交申请")

    def get_initial(self):
        user = visitor(self.request)
        return {**super().get_initial(), **({"name": user.get_full_name(), "phone": user.phone} if user else {})}

    def links(self):
        return [STATUS]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"consent": ConsentText.current(CONSENT), **kwargs})

    def trapped(self):
        return ASK.url

    def keep(self, form):
        user = visitor(self.request)
        request, code = file_request(user=user, **self.asked(form))
        return reverse("service_requests:receipt", args=[receipt(REQUEST, request, code)])


@views.find_at_cases
class RequestStatusView(views.SlipLookupView):
    """Leads whoever knows number and code to the page of the request."""

    kind = REQUEST
    receipt_url_name = "service_requests:receipt"
    form_class = StatusForm
    template_name = "pages/service_requests/status.html"
    section_title = STATUS.title
    section_url = STATUS.url
    description = _("用申请时得到的编号和查询码，查看办理情况、评价或撤回。")
    not_found_message = _("没有找到：编号或查询码不对，请核对后再试。")

    def crumbs(self):
        return [ASK, STATUS]


class OfRequest:
    """Shows a request to whoever asked; ``object`` is the request, ``address`` returns where the person does something about it."""

    object: ServiceRequest
    address: Callable[[str], str]

    def get_title(self):
        """Return the heading."""
        return _("服务申请 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        request = self.object
        shown = {
            "record": request,
            "replies": list(request.replies.all()),
            "rate_url": self.address("rate") if request.may_be_rated() else "",
            "withdraw_url": self.address("withdraw") if request.is_open else "",
        }
        return super().get_context_data(**{**shown, **kwargs})


class ByReceipt(views.ByReceipt):
    """About the request of such a word."""

    kind, lookup = REQUEST, STATUS
    crumbs = (ASK, STATUS)
    namespace = "service_requests"


class ReceiptView(OfRequest, ByReceipt, views.ReceiptPage):
    """The request; with number and code right after it was sent."""

    template_name = "pages/service_requests/detail.html"


class Rating:
    """Grades a request."""

    form_class = RateForm
    service = staticmethod(rate)
    title = _("评价服务")
    submit_label = _("提交评价")


class Withdrawing:
    """Takes a request back."""

    form_class = WithdrawForm
    service = staticmethod(withdraw)
    title = _("撤回申请")
    lead = _("撤回后中心和服务商会得到通知，您的姓名、电话和所写的内容立即清除，只留编号和服务名称。")
    submit_label = _("撤回")


class RateView(Rating, ByReceipt, views.ByReceiptForm):
    """Grades with the code."""


class WithdrawView(Withdrawing, ByReceipt, views.ByReceiptForm):
    """Takes back with the code."""
