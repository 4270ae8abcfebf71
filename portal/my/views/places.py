"""Taking a place of an offer, saying that one is there, and who comes to what one offers (:mod:`portal.enrolment`)."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.enrolment.attendance import check_in
from portal.enrolment.forms import CheckInForm, ContactForm, PlainRegisterForm
from portal.enrolment.registers import RegisterMixin, door, sheet
from portal.enrolment.services import participants, take
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyRecordView
from portal.web.meta import Crumb


class TakePlaceView(ServiceFormView):
    """Takes a place, or one in the waiting list where there is one; the pattern names the model of the offers.

    The domain's model of enrolments says in ``consent_label`` to whom the contact is passed on; a ``form_class`` may ask for more.
    """

    form_class: type[ContactForm] = ContactForm
    submit_label = _("报名")
    service: Any = staticmethod(take)

    def get_queryset(self):
        return self.model._default_manager.visible()

    def prepare(self):
        super().prepare()
        self.enrolment = self.model._meta.get_field("enrolments").related_model
        self.consent_purpose = self.enrolment.purpose

    def get_title(self):
        return _("报名：%(name)s") % {"name": self.object}

    def get_lead(self):
        full = self.object.has_waiting_list and not self.object.places_left
        return _("名额已满，报名后进入候补，有名额空出会通知您。") if full else ""

    def get_crumbs(self):
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "consent_label": self.enrolment.consent_label}


class CheckInView(ServiceFormView):
    """The page that the square at the door opens: the code is filled in, one press says that the person is here.

    The pattern names the model of the offers and, in ``crumbs``, the page where the person finds their places.
    """

    form_class = CheckInForm
    submit_label = _("我到了，签到")
    service = staticmethod(check_in)

    def get_queryset(self):
        return self.model._default_manager.visible()

    def get_title(self):
        return _("签到：%(name)s") % {"name": self.object}

    def get_lead(self):
        return _("签到后可以在“%(title)s”里看到。") % {"title": self.crumbs[-1].title}

    def get_crumbs(self):
        return (*self.crumbs, Crumb(str(self.object), self.object.get_absolute_url()))

    def get_initial(self):
        return {"code": self.request.GET.get("code", "")[:6]}


class ParticipantsView(MyRecordView):
    """Who has a place in an offer of my organisation, or waits for one; each look is noted, whose consent has ended is left out."""

    def prepare(self):
        super().prepare()
        if not self.object.may_see_participants(self.request.user):
            raise Http404

    def get_title(self):
        return _("报名名单：%(name)s") % {"name": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(people=participants(self.object, self.request.user), **kwargs)


class RegisterView(RegisterMixin, ServiceFormView):
    """The register of an offer of my organisation, day by day: who is ticked was there (R-TRAIN-8).

    The pattern names in ``sheet_url_name`` and ``door_url_name`` the papers for the door.
    """

    template_name = "pages/my/register.html"
    form_class: Any = PlainRegisterForm
    submit_label = _("保存签到")
    sheet_url_name = ""
    door_url_name = ""

    def prepare(self):
        super().prepare()
        self.offer = _with_register(self.object, self.request.user)

    def get_title(self):
        return _("签到：%(name)s") % {"name": self.object}

    def refusal(self):
        return "" if self.day() else str(_("还没有开始，到第一天再来登记。"))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), **self.register()}

    def get_context_data(self, **kwargs):
        papers = {"sheet": reverse(self.sheet_url_name, args=[self.offer.pk]), "door": reverse(self.door_url_name, args=[self.offer.pk])}
        papers["saved"] = "saved" in self.request.GET
        return super().get_context_data(**{"offer": self.offer, "day": self.day(), "days": self.offer.days_held(), **papers, **kwargs})

    def perform(self, form):
        self.note(form)
        return f"{self.request.path}?day={form.cleaned_data['day']}&saved=1"


class _RegisterPaper(MyRecordView):
    """A paper for the door of an offer of my organisation."""

    draw: Any

    def prepare(self):
        super().prepare()
        _with_register(self.object, self.request.user)

    def get(self, request, *args, **kwargs):
        """Draw it."""
        return self.draw(request, self.object)


class SheetView(_RegisterPaper):
    """The sheet to sign."""

    draw = staticmethod(sheet)


class DoorView(_RegisterPaper):
    """Today's code and square."""

    draw = staticmethod(door)


def _with_register(offer: Any, user) -> Any:
    """Return an offer whose register a person keeps.

    Raises:
        Http404: the person keeps none of it.
    """
    if not offer.may_keep_register(user):
        raise Http404
    return offer
