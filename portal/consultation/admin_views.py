"""Consultations for staff: the queue with what is late, one consultation, and what is typed for somebody."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from portal.cases.admin_views import CallBackListMixin, CaseMixin, NoteDownMixin
from portal.cases.forms import NoteForm
from portal.cases.services import keep_note
from portal.consultation.forms import ConsultationMoveForm, NoteDownForm
from portal.consultation.services import CONSULTATION, State, call_back, handle, make_public, note_down
from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView

MAY_HANDLE = "consultation.handle_consultation"
QUEUE = ("consultations", _("咨询"))


class QueueView(CallBackListMixin, ModerationView):
    """Consultations, those that are open first."""

    kind = CONSULTATION
    template_name = "consultation/admin/queue.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    header_icon = "help"


class ConsultationView(CaseMixin, ModerationView):
    """One consultation."""

    kind = CONSULTATION
    once = True
    form_class = ConsultationMoveForm
    list_url_name = QUEUE[0]
    contact_purpose = _("联系咨询人")
    moved_message = _("咨询 %(number)s 已处理。")
    escalated_message = _("咨询 %(number)s 已报中心主任，已通知%(names)s。给主任的说明咨询人看不到。")
    unheard_message = _("咨询 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "consultation/admin/consultation.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "help"

    def get_context_data(self, **kwargs):
        case = self.case
        return super().get_context_data(
            **{
                "name": case.name if "contact" in kwargs else case.masked_name,
                "note_form": NoteForm(),
                "may_publish": case.state == State.ANSWERED and case.published_as_id is None and case.forgotten_at is None,
                "published_url": AdminURLFinder(self.request.user).get_edit_url(case.published_as) if case.published_as else "",
                "to_call": case.waits_for_call,
                **kwargs,
            }
        )

    def post(self, request, pk):
        """Move it on, show the contact, keep a note, note a call, or make a draft for the public base."""
        deed = next((deed for name, deed in self._deeds().items() if name in request.POST), None)
        if deed is None:
            return super().post(request, pk)
        form = NoteForm(request.POST)
        if "make_public" not in request.POST and not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form))
        try:
            return deed(form.cleaned_data["note"] if form.is_valid() else "")
        except TransitionError as error:
            messages.error(request, error.messages[0])
            return redirect("consultation", pk)

    def _deeds(self):
        return {"add_note": self._note, "call_back": self._call_back, "make_public": self._make_public}

    def _note(self, note: str):
        keep_note(CONSULTATION, self.case, note, self.request.user)
        return redirect("consultation", self.case.pk)

    def _call_back(self, note: str):
        call_back(self.case, self.request.user, note)
        messages.success(self.request, _("咨询 %(number)s 的回访已登记。") % {"number": self.case.number})
        return redirect(QUEUE[0])

    def _make_public(self, _note: str):
        entry = make_public(self.case, self.request.user)
        messages.success(self.request, _("已生成问答草稿，请隐去个人信息、改成大家都能看懂的话，再提交审核。"))
        return redirect(AdminURLFinder(self.request.user).get_edit_url(entry) or QUEUE[0])

    def perform(self, answered):
        said = {name: answered.get(name, "") for name in ("note", "department", "where_to")}
        handle(self.case, answered["to_state"], answered["reason"], self.request.user, **said)


class NoteDownView(NoteDownMixin, ModerationView):
    """Types what somebody has asked by phone, at the desk or in WeChat; number and code are told to them."""

    kind = CONSULTATION
    once = True
    template_name = "consultation/admin/note_down.html"
    page_title = _("登记咨询")
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "help"
    form_class = NoteDownForm
    note_down = staticmethod(note_down)
    noted_message = _("已登记。请告诉咨询人：编号 %(number)s，查询码 %(code)s，凭这两样查询答复。")
