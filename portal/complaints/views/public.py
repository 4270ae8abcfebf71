"""Complaining to the centre, and what became of it, for whoever knows number and code."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases import views
from portal.cases.forms import WithdrawForm
from portal.cases.limits import clock_of
from portal.cases.receipts import receipt
from portal.cases.views import LOOKUP
from portal.complaints.forms import ComplainForm, ConfirmForm, MoreFilesForm, ObjectForm
from portal.complaints.models import Complaint, ComplaintSettings
from portal.complaints.services import COMPLAINT, CONSENT, State, add_files, complain, confirm, object_to, withdraw
from portal.core.client import client_address
from portal.core.consents import ConsentText
from portal.my.views.forms import FilesKept
from portal.web.frame import TrappedFormPage
from portal.web.meta import Crumb
from portal.web.views import visitor

COMPLAIN = Crumb(_("投诉"), "/complaints/")


class ComplainView(FilesKept, TrappedFormPage):
    """The form with which anybody complains; number and code answer it."""

    template_name = "pages/complaints/complain.html"
    form_class = ComplainForm
    title = COMPLAIN.title
    lead = _("对本中心、服务商和服务网点的服务不满意，或者要维护自己的权益，都可以在这里投诉，不需要注册，内容不公开。")
    submit_label = _("提交投诉")

    def get_initial(self):
        user = visitor(self.request)
        return {**super().get_initial(), **({"name": user.get_full_name(), "phone": user.phone} if user else {})}

    def links(self):
        return [LOOKUP]

    def get_context_data(self, **kwargs):
        told = {
            "consent": ConsentText.current(CONSENT),
            "accept_limit": clock_of(COMPLAINT, State.SUBMITTED),
            "limit": clock_of(COMPLAINT),
            "said": ComplaintSettings.current(),
        }
        return super().get_context_data(**{**told, **kwargs})

    def trapped(self):
        return COMPLAIN.url

    def keep(self, form):
        said = {name: value for name, value in form.cleaned_data.items() if name != "agree"}
        case, code = complain(user=visitor(self.request), address=client_address(self.request), **said)
        return reverse("complaints:receipt", args=[receipt(COMPLAINT, case, code)])


@views.find_at_cases
class ComplaintLookup(views.SlipLookupView):
    """How the page for every kind shows a complaint that it has found."""

    kind = COMPLAINT
    receipt_url_name = "complaints:receipt"


class OfComplaint:
    """Shows a complaint to whoever sent it; ``object`` is it, ``address`` returns where the person does something about it.

    What was merged into another shows the state of that one, and nothing else of it.
    """

    object: Complaint
    address: Callable[..., str]

    def get_title(self):
        """Return the heading."""
        return _("投诉 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        case, following = self.object, COMPLAINT.moves.following(self.object.state)
        shown = {
            "record": case,
            "main": case.merged_into,
            "replies": [reply for reply in case.replies.all() if reply.text],
            "files": [(file, self.address("file", file.pk)) for file in case.files.defer("token")],
            "confirm_url": self.address("confirm") if State.CONFIRMED in following else "",
            "object_url": self.address("object") if State.REOPENED in following else "",
            "files_url": self.address("files") if case.is_open else "",
            "withdraw_url": self.address("withdraw") if case.is_open else "",
            "rights": ComplaintSettings.current().rights if case.about == Complaint.About.GOVERNMENT else "",
            "confirm_days": settings.COMPLAINT_CONFIRM_DAYS,
        }
        return super().get_context_data(**{**shown, **kwargs})


class ByReceipt(views.ByReceipt):
    """About the complaint of such a word."""

    kind, lookup = COMPLAINT, LOOKUP
    crumbs = (COMPLAIN,)
    namespace = "complaints"


class ReceiptView(OfComplaint, ByReceipt, views.ReceiptPage):
    """The complaint; with number and code right after it was sent."""

    template_name = "pages/complaints/detail.html"


class Confirming:
    """Is content with the result."""

    form_class = ConfirmForm
    service = staticmethod(confirm)
    title = _("确认办理结果")
    lead = _("对结果满意的，在这里确认；不满意的，请返回选“不满意，重新办理”。")
    submit_label = _("确认")


class Objecting:
    """Is not content with it."""

    form_class = ObjectForm
    service = staticmethod(object_to)
    title = _("不满意，重新办理")
    lead = _("写明哪里不满意，中心重新办理并回访您；编号和查询码不变。")
    submit_label = _("提交")


class AddingFiles(FilesKept):
    """Sends further files."""

    form_class = MoreFilesForm
    service = staticmethod(add_files)
    title = _("补充材料")
    lead = _("补充照片或文件；只有您和办理投诉的工作人员能看到。")
    submit_label = _("提交材料")


class Withdrawing:
    """Takes a complaint back."""

    form_class = WithdrawForm
    service = staticmethod(withdraw)
    title = _("撤回投诉")
    lead = _("撤回后中心不再办理，您的姓名、电话、所写的内容和附件立即清除，只留编号和事项。")
    submit_label = _("撤回")


class ConfirmView(Confirming, ByReceipt, views.ByReceiptForm):
    """Confirms with the code."""


class ObjectView(Objecting, ByReceipt, views.ByReceiptForm):
    """Objects with the code."""


class FilesView(AddingFiles, ByReceipt, views.ByReceiptForm):
    """Sends files with the code."""


class WithdrawView(Withdrawing, ByReceipt, views.ByReceiptForm):
    """Takes back with the code."""


class FileView(ByReceipt, views.FileByReceipt):
    """Reads a file with the code."""
