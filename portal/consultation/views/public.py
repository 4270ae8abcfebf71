"""Asking the centre, and what became of it, for whoever knows number and code."""

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.cases import views
from portal.cases.forms import LookupForm, RateForm, WithdrawForm
from portal.cases.limits import clock_of
from portal.cases.receipts import receipt
from portal.cases.views import LOOKUP
from portal.consultation.forms import AskForm, AskOnForm
from portal.consultation.models import Consultation
from portal.consultation.services import CONSENT, CONSULTATION, State, ask, ask_on, rate, withdraw
from portal.consultation.suggestions import suggestions
from portal.core.client import client_address
from portal.core.consents import ConsentText
from portal.web.frame import TrappedFormPage
from portal.web.meta import Crumb
from portal.web.views import visitor

ASK = Crumb(_("在线咨询"), "/ask/")
ANSWERS = Crumb(_("问答库"), "/ask/answers/")


class AskView(TrappedFormPage):
    """The form with which anybody asks; number and code answer it."""

    template_name = "pages/consultation/ask.html"
    form_class = AskForm
    title = ASK.title
    lead = _("政策、技术、业务、法律、市场、人才和管理方面的问题都可以问，不需要注册，不收费。")
    submit_label = _("提交咨询")

    def get_initial(self):
        user = visitor(self.request)
        return {**super().get_initial(), **({"name": user.get_full_name(), "phone": user.phone} if user else {})}

    def links(self):
        return [LOOKUP]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"consent": ConsentText.current(CONSENT), "limit": clock_of(CONSULTATION), **kwargs})

    def trapped(self):
        return ASK.url

    def keep(self, form):
        said = {name: value for name, value in form.cleaned_data.items() if name != "agree"}
        case, code = ask(user=visitor(self.request), address=client_address(self.request), **said)
        return reverse("consultation:receipt", args=[receipt(CONSULTATION, case, code)])


@never_cache
@require_POST
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with what stands in the base about a text; it is sent in the body, as what people ask belongs in no log."""
    found = suggestions(request.POST.get("q", ""))
    return JsonResponse({"found": [{"title": row.title, "url": row.get_absolute_url()} for row in found]})


@views.find_at_cases
class ConsultationLookup(views.SlipLookupView):
    """How the page for every kind shows a consultation that it has found."""

    kind = CONSULTATION
    receipt_url_name = "consultation:receipt"
    form_class = LookupForm


class OfConsultation:
    """Shows a consultation to whoever asked; ``object`` is it, ``address`` returns where the person does something about it."""

    object: Consultation
    address: Callable[[str], str]

    def get_title(self):
        """Return the heading."""
        return _("咨询 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        case = self.object
        shown = {
            "record": case,
            "replies": [reply for reply in case.replies.all() if reply.text],
            "rate_url": self.address("rate") if case.may_be_rated() else "",
            "further_url": self.address("further") if State.REOPENED in CONSULTATION.moves.following(case.state) else "",
            "withdraw_url": self.address("withdraw") if case.is_open else "",
        }
        return super().get_context_data(**{**shown, **kwargs})


class ByReceipt(views.ByReceipt):
    """About the consultation of such a word."""

    kind, lookup = CONSULTATION, LOOKUP
    crumbs = (ASK,)
    namespace = "consultation"


class ReceiptView(OfConsultation, ByReceipt, views.ReceiptPage):
    """The consultation; with number and code right after it was sent."""

    template_name = "pages/consultation/detail.html"


class Rating:
    """Grades an answer."""

    form_class = RateForm
    service = staticmethod(rate)
    title = _("评价答复")
    submit_label = _("提交评价")


class AskingOn:
    """Asks further."""

    form_class = AskOnForm
    service = staticmethod(ask_on)
    title = _("继续咨询")
    lead = _("对答复还有疑问的，接着问；中心重新答复，编号和查询码不变。")
    submit_label = _("提交")


class Withdrawing:
    """Takes a question back."""

    form_class = WithdrawForm
    service = staticmethod(withdraw)
    title = _("撤回咨询")
    lead = _("撤回后中心不再答复，您的姓名、电话和所写的内容立即清除，只留编号和类别。")
    submit_label = _("撤回")


class RateView(Rating, ByReceipt, views.ByReceiptForm):
    """Grades with the code."""


class FurtherView(AskingOn, ByReceipt, views.ByReceiptForm):
    """Asks further with the code."""


class WithdrawView(Withdrawing, ByReceipt, views.ByReceiptForm):
    """Takes back with the code."""
