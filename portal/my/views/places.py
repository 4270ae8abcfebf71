"""Taking a place of an offer (:mod:`portal.enrolment`)."""

from django.utils.translation import gettext_lazy as _

from portal.enrolment.forms import ContactForm
from portal.enrolment.services import take
from portal.my.views.forms import ServiceFormView
from portal.web.meta import Crumb


class TakePlaceView(ServiceFormView):
    """Takes a place, or one in the waiting list where there is one; the pattern names the model of the offers.

    The domain's model of enrolments says in ``consent_label`` to whom the contact is passed on; a ``form_class`` may ask for more.
    """

    form_class = ContactForm
    submit_label = _("报名")
    service = staticmethod(take)

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
