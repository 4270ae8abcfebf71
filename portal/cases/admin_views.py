"""What the staff screens of every kind of case share; a kind puts its own base view, rights and templates around it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.cases.forms import MoveForm
from portal.cases.kinds import CaseKind
from portal.cases.models import ReplyTemplate
from portal.cases.services import reply
from portal.core.access_log import log_view
from portal.core.masking import mask_phone
from portal.web.forms import show_refusal
from portal.web.parameters import key_of

PAGE_SIZE = 50


class CaseListMixin:
    """Cases of one kind, those that are open first and the oldest of them on top; one state where ``?state=`` asks for it."""

    kind: CaseKind

    def cases(self):
        """Return the cases to list; a kind may join what its rows show, or leave some out."""
        return self.kind.cases

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", "")
        states = self.kind.model._meta.get_field("state").choices
        rows = self.cases().select_related("owner").order_by(F("closed_at").asc(nulls_first=True), "created_at", "pk")
        if state in dict(states):
            rows = rows.filter(state=state)
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "rows": page.object_list, "state": state, "states": states}


class CaseMixin:
    """One case with its answers; its sender's contact is masked until somebody asks for it, which is noted."""

    kind: CaseKind
    request: Any
    form_class = MoveForm
    list_url_name = ""
    contact_purpose = gettext_lazy("联系来件人")
    moved_message = gettext_lazy("%(number)s 已处理。")
    escalated_message = gettext_lazy("%(number)s 已报中心主任，已通知%(names)s。给主任的说明只有工作人员能看到。")
    unheard_message = gettext_lazy("%(number)s 已报中心主任，但还没有可以通知的主任。")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.case = get_object_or_404(self.kind.cases.select_related("owner"), pk=kwargs["pk"])

    def form(self, data=None) -> MoveForm:
        """Return the form of the next move."""
        return self.form_class(data, kind=self.kind, case=self.case)

    def first_form(self) -> MoveForm:
        """Return the form before anything is typed, with the words of the template that ``?template=`` names."""
        form = self.form()
        template = ReplyTemplate.objects.filter(pk=key_of(self.request.GET.get("template", ""))).first()
        if template is not None:
            form.initial["reason"] = template.text
        return form

    def get_context_data(self, **kwargs):
        case = self.case
        return {
            **super().get_context_data(**kwargs),
            "templates": ReplyTemplate.objects.all() if case.is_open else (),
            "case": case,
            "contact": kwargs.get("contact") or mask_phone(case.contact),
            "shown": "contact" in kwargs,
            "replies": case.replies.select_related("by"),
            "form": (kwargs.get("form") or self.first_form()) if case.is_open else None,
        }

    def post(self, request, pk):
        """Move the case on, or show the sender's contact and note who looked."""
        if "show_contact" in request.POST:
            log_view(request.user, self.case.sender, "contact", self.case, purpose=str(self.contact_purpose))
            return self.render_to_response(self.get_context_data(contact=self.case.contact))
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.perform(form.cleaned_data)
            except ValidationError as error:
                show_refusal(form, error, "reason")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, self.outcome(form.cleaned_data["to_state"]))
        return redirect(self.list_url_name)

    def perform(self, answered: dict) -> None:
        """Move the case on.

        Raises:
            ValidationError: see :func:`portal.cases.services.reply`.
        """
        reply(self.kind, self.case, answered["to_state"], answered["reason"], self.request.user, answered.get("note", ""))

    def outcome(self, to_state: str) -> str:
        """Return what has been done, and of a call for the director who has been told."""
        if to_state != self.kind.escalated:
            return self.moved_message % {"number": self.case.number}
        names = "、".join(str(person) for person in self.kind.owners[to_state](self.request.user))
        return (self.escalated_message if names else self.unheard_message) % {"number": self.case.number, "names": names}
