"""Taking a place for somebody else, the slip, and the place for whoever holds it."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from portal.acting.forms import ActForPlaceForm, GiveUpForm, SlipForm
from portal.acting.models import PLACE_CONSENT, ActingForPlace
from portal.acting.services import PLACES, accept_place, act_for_place, give_place_back, renew_place_slip
from portal.acting.views import common
from portal.cases import views
from portal.cases.receipts import receipt
from portal.enrolment.forms import ContactForm
from portal.enrolment.services import take
from portal.my.views.actions import PostActionView
from portal.my.views.places import TakePlaceView
from portal.web.frame import FormPage
from portal.web.meta import Crumb

STATUS = Crumb(_("代办报名查询"), "/act-for/status/")


class ActForPlaceView(common.ActsMixin, TakePlaceView):
    """Takes a place for somebody else; the slip to print comes next. A domain may ask for more (``form_class``) and take it itself."""

    form_class: type[ContactForm] = ActForPlaceForm
    take: Any = staticmethod(take)

    def prepare(self):
        super().prepare()
        self.consent_purpose = PLACE_CONSENT

    def get_title(self):
        return _("替人报名：%(name)s") % {"name": self.object}

    def get_initial(self):
        return {}

    def perform(self, form):
        acting, code = act_for_place(self.object, self.request.user, said=form.how_agreed(), take=self.take, **form.asked())
        return _slip_address(acting, code)


class RenewSlip(PostActionView):
    """Prints a slip that is lost anew, with a new code."""

    model = ActingForPlace
    crumbs = (common.ACT_FOR,)

    def perform(self, record):
        return _slip_address(record, renew_place_slip(record, self.request.user))


class OfPlaceSlip:
    """About the slip of a place."""

    kind, lookup, purpose = PLACES, STATUS, PLACE_CONSENT
    object: ActingForPlace
    subject_label: str | Promise = _("报名")
    advice: str | Promise = _("扫码或打开 %(address)s，填查询码，可以查询、确认名额或取消报名，不用注册。取消后，您的姓名和电话立即清除。")

    def acting_rows(self):
        """Return the record itself: the secret is its own."""
        return ActingForPlace.objects.filter(pk=self.object.pk)

    def thing(self):
        """Return the place."""
        return self.object.place


class SlipView(OfPlaceSlip, common.SlipView):
    """The slip as a page."""

    paper_url_name = "acting:slip-paper"


class SlipPaper(OfPlaceSlip, common.SlipPaper):
    """The slip as a paper."""


@views.find_at_cases
class StatusView(views.SlipLookupView):
    """Leads whoever knows number and code of a slip to the page of the place."""

    kind = PLACES
    receipt_url_name = "acting:place"
    form_class = SlipForm
    template_name = "pages/acting/status.html"
    section_title = STATUS.title
    section_url = STATUS.url
    description = _("用凭条上的编号和查询码，查看别人替您办的报名，确认名额或取消。")
    not_found_message = _("没有找到：编号或查询码不对，请核对后再试。")

    def crumbs(self):
        return [STATUS]


class ByReceipt(views.ByReceipt):
    """About the place of a word that the portal has given out."""

    kind, lookup = PLACES, STATUS
    crumbs = (STATUS,)
    object: ActingForPlace


@method_decorator(never_cache, name="dispatch")
class PlaceView(ByReceipt, TemplateView):
    """The place for whoever holds the slip, without an account."""

    template_name = "pages/acting/place.html"

    def get_title(self):
        """Return the heading."""
        return _("报名 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        place = self.object.place
        shown = type(place)._default_manager.with_position().get(pk=place.pk) if place else None
        return super().get_context_data(record=self.object, place=shown, **kwargs)


class ByReceiptForm(ByReceipt, FormPage):
    """Something that whoever holds the slip does about the place; then the page of the place."""

    service: Any

    def perform(self, form):
        self.service(self.object)
        return reverse("acting:place", args=[self.kwargs["token"]])


class GiveBack(ByReceiptForm):
    """Gives the place back."""

    form_class = GiveUpForm
    service = staticmethod(give_place_back)
    title = _("取消报名")
    lead = _("取消后姓名和电话立即清除，名额让给别人。")
    submit_label = _("取消报名")


class Accept(ByReceiptForm):
    """Takes the place that was offered."""

    form_class = Form
    service = staticmethod(accept_place)
    title = _("确认名额")
    lead = _("候补轮到您了。确认后名额归您，过时让给下一位。")
    submit_label = _("我要参加")


def _slip_address(acting: ActingForPlace, code: str) -> str:
    return reverse("acting:slip", args=[receipt(PLACES, acting, code)])
