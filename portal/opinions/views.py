"""The book of opinions, and what became of an opinion, for whoever knows number and code."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases import views
from portal.cases.forms import LookupForm, RateForm, WithdrawForm
from portal.cases.limits import clock_of
from portal.cases.receipts import receipt
from portal.cases.views import LOOKUP
from portal.core.client import client_address
from portal.opinions.forms import OpinionForm
from portal.opinions.models import Opinion
from portal.opinions.services import OPINION, rate, withdraw, write
from portal.web.frame import TrappedFormPage
from portal.web.meta import Crumb

BOOK = Crumb(_("意见箱"), "/opinions/")


class WriteView(TrappedFormPage):
    """The form with which anybody says something of the services; number and code answer it."""

    template_name = "pages/opinions/write.html"
    form_class = OpinionForm
    title = BOOK.title
    lead = _("对中心、服务商和网点的服务有建议、意见或者表扬，都可以写在这里，不需要注册，不用留姓名。")
    submit_label = _("提交")

    def links(self):
        return [LOOKUP]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"limit": clock_of(OPINION), **kwargs})

    def trapped(self):
        return BOOK.url

    def keep(self, form):
        case, code = write(address=client_address(self.request), **form.cleaned_data)
        return reverse("opinions:receipt", args=[receipt(OPINION, case, code)])


@views.find_at_cases
class OpinionLookup(views.SlipLookupView):
    """How the page for every kind shows an opinion that it has found."""

    kind = OPINION
    receipt_url_name = "opinions:receipt"
    form_class = LookupForm


class ByReceipt(views.ByReceipt):
    """About the opinion of such a word."""

    kind, lookup = OPINION, LOOKUP
    crumbs = (BOOK,)
    namespace = "opinions"
    object: Opinion


class ReceiptView(ByReceipt, views.ReceiptPage):
    """The opinion; with number and code right after it was sent."""

    template_name = "pages/opinions/detail.html"

    def get_title(self):
        return _("意见 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        case = self.object
        shown = {
            "record": case,
            "replies": [reply for reply in case.replies.all() if reply.text],
            "rate_url": self.address("rate") if case.may_be_rated() else "",
            "withdraw_url": self.address("withdraw") if case.is_open else "",
        }
        return super().get_context_data(**{**shown, **kwargs})


class RateView(ByReceipt, views.ByReceiptForm):
    """Grades the answer with the code."""

    form_class = RateForm
    service = staticmethod(rate)
    title = _("评价答复")
    submit_label = _("提交评价")


class WithdrawView(ByReceipt, views.ByReceiptForm):
    """Takes it back with the code."""

    form_class = WithdrawForm
    service = staticmethod(withdraw)
    title = _("撤回意见")
    lead = _("撤回后中心不再处理，所写的内容和电话立即清除，只留编号和类别。")
    submit_label = _("撤回")
