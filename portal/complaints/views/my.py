"""A person's own complaints."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.cases.views import LOOKUP, OfSender
from portal.complaints.models import Complaint
from portal.complaints.views.public import COMPLAIN, AddingFiles, Confirming, Objecting, OfComplaint, Withdrawing
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_COMPLAINTS = Crumb(_("我的投诉"), "/my/complaints/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_COMPLAINTS]


class MyComplaints(MyListView):
    """What I have complained about."""

    model = Complaint
    template_name = "pages/complaints/my_list.html"
    title = MY_COMPLAINTS.title

    def get_context_data(self, **kwargs):
        return super().get_context_data(links=[COMPLAIN, LOOKUP], **kwargs)


class OwnComplaint(OfSender):
    """About a complaint of the person's own."""

    model = Complaint
    crumbs = (MY, MY_COMPLAINTS)
    namespace = "complaints"


class MyComplaint(OfComplaint, OwnComplaint, MyRecordView):
    """One of them."""

    template_name = "pages/complaints/detail.html"


class MyFile(OwnComplaint, MyRecordView):
    """One file of one of them."""

    def get(self, request, pk, file):
        """Hand it out."""
        return get_object_or_404(self.object.files, pk=file).download()


class MyConfirm(Confirming, OwnComplaint, ServiceFormView):
    """Confirms the result."""


class MyObject(Objecting, OwnComplaint, ServiceFormView):
    """Is not content with it."""


class MyFiles(AddingFiles, OwnComplaint, ServiceFormView):
    """Sends further files."""


class MyWithdraw(Withdrawing, OwnComplaint, ServiceFormView):
    """Takes it back."""
