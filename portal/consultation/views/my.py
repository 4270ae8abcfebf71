"""A person's own consultations."""

from django.utils.translation import gettext_lazy as _

from portal.cases.views import LOOKUP, OfSender
from portal.consultation.models import Consultation
from portal.consultation.views.public import ASK, AskingOn, OfConsultation, Rating, Withdrawing
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_CONSULTATIONS = Crumb(_("我的咨询"), "/my/consultations/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_CONSULTATIONS]


class MyConsultations(MyListView):
    """What I have asked."""

    model = Consultation
    template_name = "pages/consultation/my_list.html"
    title = MY_CONSULTATIONS.title

    def get_context_data(self, **kwargs):
        return super().get_context_data(links=[ASK, LOOKUP], **kwargs)


class OwnConsultation(OfSender):
    """About a consultation of the person's own."""

    model = Consultation
    crumbs = (MY, MY_CONSULTATIONS)
    namespace = "consultation"


class MyConsultation(OfConsultation, OwnConsultation, MyRecordView):
    """One of them."""

    template_name = "pages/consultation/detail.html"


class MyRate(Rating, OwnConsultation, ServiceFormView):
    """Grades it."""


class MyFurther(AskingOn, OwnConsultation, ServiceFormView):
    """Asks further."""


class MyWithdraw(Withdrawing, OwnConsultation, ServiceFormView):
    """Takes it back."""
