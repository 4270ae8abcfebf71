"""Complaints for staff: the queue with what is late, one complaint with all that is done about it, its file on paper, and what is typed."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.admin_views import CallBackListMixin, Deed, DeedsMixin, FileMixin, NoteDownMixin
from portal.cases.files import keep_files
from portal.cases.forms import FilesForm, MergeForm, NoteForm, UrgeForm, UrgingAnswerForm
from portal.cases.services import keep_note
from portal.cases.urging import answer_urging, urge
from portal.complaints.forms import ComplaintMoveForm, NoteDownForm
from portal.complaints.models import Complaint
from portal.complaints.services import COMPLAINT, call_back, following, handle, join, note_down
from portal.core.access_log import log_view
from portal.core.audit import action_name, entries_about
from portal.moderation.admin_views.base import ModerationView
from portal.web.papers import paper

MAY_HANDLE = COMPLAINT.permission
QUEUE = ("complaints", _("投诉"))


class QueueView(CallBackListMixin, ModerationView):
    """Complaints, those that are open first."""

    kind = COMPLAINT
    template_name = "complaints/admin/queue.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    header_icon = "warning"

    def cases(self):
        return super().cases().select_related("first_asked")


class ComplaintView(DeedsMixin, ModerationView):
    """One complaint."""

    kind = COMPLAINT
    once = True
    form_class = ComplaintMoveForm
    list_url_name = QUEUE[0]
    contact_purpose = _("联系投诉人")
    moved_message = _("投诉 %(number)s 已处理。")
    escalated_message = _("投诉 %(number)s 已报中心主任，已通知%(names)s。给主任的说明投诉人看不到。")
    unheard_message = _("投诉 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "complaints/admin/complaint.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "warning"

    def may_move(self):
        return bool(following(self.case.state))

    def deeds(self):
        case, user = self.case, self.request.user
        told = {"add_note": Deed(_("保存备注"), _("备注已保存。"), NoteForm, partial(_noted, case, user))}
        told["add_files"] = Deed(_("添加附件"), _("附件已保存，投诉人也能看到。"), FilesForm, partial(_filed, case, user))
        if case.is_open:
            told["urge"] = Deed(_("登记督促"), _("督促已登记。"), UrgeForm, partial(urge, COMPLAINT, case, user))
            told["merge"] = Deed(_("并入另一件"), _("已并案，已告知投诉人。"), MergeForm, partial(join, case, user))
        if case.urgings.filter(answered_at=None).exists():
            answering = partial(UrgingAnswerForm, case=case)
            told["answer"] = Deed(_("登记督促的回复"), _("回复已登记。"), answering, partial(answer_urging, COMPLAINT, case, user))
        if case.waits_for_call:
            told["call"] = Deed(_("登记回访结果"), _("回访已登记。"), NoteForm, partial(call_back, case, user))
        return told

    def get_context_data(self, **kwargs):
        case = self.case
        shown = {
            "name": case.name if "contact" in kwargs else case.masked_name,
            "files": case.files.select_related("by").defer("token"),
            "urgings": case.urgings.select_related("by", "answered_by"),
            "duplicates": case.duplicates.all(),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def perform(self, answered):
        said = {name: answered.get(name, "") for name in ("note", "department", "where_to", "because")}
        handle(self.case, answered["to_state"], answered["reason"], self.request.user, **said)


class FileView(FileMixin, ModerationView):
    """One file of a complaint."""

    kind = COMPLAINT
    permission = MAY_HANDLE


class PaperView(ModerationView):
    """The complete file of course and result as PDF, with name and phone; each look is noted (R-CMP-10)."""

    permission = MAY_HANDLE

    def get(self, request, pk):
        """Hand it out."""
        case = get_object_or_404(Complaint.objects.select_related("owner", "first_asked", "user"), pk=pk)
        log_view(request.user, case.user, "contact", case, purpose=str(_("打印投诉档案")))
        told = {
            "case": case,
            "course": [(entry, action_name(entry.action)) for entry in entries_about(case)],
            "replies": case.replies.select_related("by"),
            "urgings": case.urgings.select_related("by", "answered_by"),
            "files": case.files.defer("token"),
            "made_at": timezone.now(),
        }
        return paper(request, "papers/complaints/file.html", told, str(_("投诉档案 %(number)s")) % {"number": case.number})


class NoteDownView(NoteDownMixin, ModerationView):
    """Types a complaint that came by phone, at the desk or from another body; number and code are told to its sender."""

    kind = COMPLAINT
    once = True
    template_name = "complaints/admin/note_down.html"
    page_title = _("登记投诉")
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "warning"
    form_class = NoteDownForm
    note_down = staticmethod(note_down)
    noted_message = _("已登记并受理。请告诉投诉人：编号 %(number)s，查询码 %(code)s，凭这两样查询办理情况。")


def _noted(case: Complaint, user, *, note: str) -> None:
    keep_note(COMPLAINT, case, note, user)


def _filed(case: Complaint, user, *, files) -> None:
    keep_files(COMPLAINT, case, files, user)
