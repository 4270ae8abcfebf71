"""Taking a place of an offer, saying that one is there, and reading who comes to what one offers (:mod:`portal.enrolment`)."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portal.enrolment.attendance import check_in
from portal.enrolment.forms import CheckInForm, ContactForm
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
