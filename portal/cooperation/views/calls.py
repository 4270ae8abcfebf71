"""Calls for joint training as everybody sees them, and the sign-ups of a person."""

from django.utils.translation import gettext_lazy as _

from portal.cooperation.forms.calls import SignUpForm
from portal.cooperation.models import Call, SignUp
from portal.cooperation.services.sign_ups import sign_up
from portal.core import clock
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView
from portal.web.frame import MY
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView, visitor

MY_SIGN_UPS = Crumb(_("合作报名"), "/my/cooperation/")
WAY = (MY, MY_SIGN_UPS)


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for who has signed an organisation up."""
    return [MY_SIGN_UPS] if SignUp.objects.owned_by(user).exists() else []


class CallDetail(RecordDetailView):
    """One call with those who are in it already."""

    def record_context(self, request, record):
        clock.ends_today()
        user = visitor(request)
        own = SignUp.objects.owned_by(user).standing().filter(call=record.pk).first() if user and record.pk else None
        return {"partners": list(record.partners.all()), "open": bool(record.apply_until) and record.is_open(), "own": own}


class SignUpView(ServiceFormView):
    """Signs an organisation up for a call."""

    model = Call
    form_class = SignUpForm
    submit_label = _("报名")
    consent_purpose = SignUp.purpose
    service = staticmethod(sign_up)

    def get_queryset(self):
        return Call.objects.visible()

    def get_title(self):
        return _("报名合作：%(name)s") % {"name": self.object}

    def get_crumbs(self):
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get_initial(self):
        return {"contact": self.request.user.get_full_name(), "phone": self.request.user.phone}


class MySignUps(MyListView):
    """What I have signed organisations up for, and what came of it."""

    model = SignUp
    template_name = "pages/cooperation/my_sign_ups.html"
    title = MY_SIGN_UPS.title

    def get_queryset(self):
        return super().get_queryset().select_related("call")
