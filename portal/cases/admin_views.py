"""What the staff screens of every kind of case share; a kind puts its own base view, rights and templates around it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.cases.files import read_file
from portal.cases.forms import MoveForm
from portal.cases.kinds import CaseKind
from portal.cases.models import ReplyTemplate
from portal.cases.services import reply
from portal.cases.tiles import call_overdue
from portal.core.access_log import log_view
from portal.core.masking import mask_phone
from portal.web.forms import show_refusal
from portal.web.parameters import key_of

PAGE_SIZE = 50


class OpenFirst:
    """Cases as a paginator takes them: the open ones by age, then the others by their end; an index orders both.

    Args:
        rows: the cases, with what a row shows.
    """

    def __init__(self, rows: QuerySet):
        self._rows = rows.order_by()
        self._open = self._rows.filter(closed_at=None).order_by("created_at", "pk")
        self._ended = self._rows.exclude(closed_at=None).order_by("closed_at", "created_at", "pk")

    @cached_property
    def _number_open(self) -> int:
        return self._open.count()

    def count(self) -> int:
        """Return how many there are."""
        return self._number_open + self._ended.count()

    def __len__(self):
        return self.count()

    def __getitem__(self, cut: slice) -> list:
        first, last = cut.start or 0, cut.stop
        keys = [*self._open.values_list("pk", flat=True)[first:last]] if first < self._number_open else []
        if last > self._number_open:
            begin = max(first - self._number_open, 0)
            keys += self._ended.values_list("pk", flat=True)[begin : last - self._number_open]
        rows = self._rows.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


class CaseListMixin:
    """Cases of one kind, those that are open first and the oldest of them on top; one state where ``?state=`` asks for it."""

    kind: CaseKind

    def cases(self):
        """Return the cases to list; a kind may join what its rows show, or leave some out."""
        return self.kind.cases

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", "")
        states = self.kind.model._meta.get_field("state").choices
        rows = self.cases().select_related("owner")
        if state in dict(states):
            rows = rows.filter(state=state)
        page = Paginator(OpenFirst(rows), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "rows": page.object_list, "state": state, "states": states}


class CallBackListMixin(CaseListMixin):
    """The same where discontented senders are called: ``?late=1`` shows the late ones, ``?call=1`` those to be called, ``?call=late`` the
    late of these. A template includes ``cases/admin/call_filters.html``.
    """

    def cases(self):
        asked, rows = self.request.GET, super().cases()
        if asked.get("late"):
            rows = rows.late()
        rows = rows.to_call_back() if asked.get("call") else rows
        return rows.filter(call_overdue()) if asked.get("call") == "late" else rows

    def get_context_data(self, **kwargs):
        rows: Any = self.kind.cases
        to_call = rows.to_call_back().aggregate(all=Count("pk"), late=Count("pk", filter=call_overdue()))
        return super().get_context_data(late=rows.late().count(), to_call=to_call["all"], late_calls=to_call["late"], **kwargs)


class NoteDownMixin:
    """Types what somebody has said, asked or handed in elsewhere; number and code are told to them.

    A view on it sets ``once``, and its template shows ``form``. ``note_down`` keeps it: it is called with who types it and what the form
    holds beside ``told``. ``noted_message`` has ``%(number)s`` and ``%(code)s``.
    """

    kind: CaseKind
    form_class: Callable[..., forms.BaseForm]
    note_down: Callable[..., tuple[Any, str]]
    noted_message: str | Promise = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": self.form_class(), **kwargs})

    def post(self, request):
        """Keep it."""
        form = self.form_class(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        said = {name: value for name, value in form.cleaned_data.items() if name != "told"}
        case, code = self.note_down(request.user, **said)
        messages.success(request, self.noted_message % {"number": case.number, "code": code})
        return redirect(self.kind.url_name, case.pk)


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

    def may_move(self) -> bool:
        """Return whether staff may move it on by the form: while they owe the outcome, unless a kind says otherwise."""
        return self.case.is_open

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
            "templates": ReplyTemplate.objects.all() if self.may_move() else (),
            "case": case,
            "contact": kwargs.get("contact") or mask_phone(case.contact),
            "shown": "contact" in kwargs,
            "replies": case.replies.select_related("by"),
            "form": (kwargs.get("form") or self.first_form()) if self.may_move() else None,
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


@dataclass(frozen=True)
class Deed:
    """Something that staff do about a case beside moving it on.

    Args:
        label: what its button says.
        done: what is said when it is done.
        form: returns its form; called with data, files and ``prefix``, or without data.
        perform: does it; called with what the form holds, and may raise ``ValidationError``.
    """

    label: str | Promise
    done: str | Promise
    form: Callable[..., forms.BaseForm]
    perform: Callable[..., object]


class DeedsMixin(CaseMixin):
    """The same where staff do more about a case than move it on; each deed has a form of its own, whose button is called by its name.

    A view on it sets ``once``, and its template includes ``cases/admin/deeds.html``.
    """

    def deeds(self) -> dict[str, Deed]:
        """Return what may be done about the case now, by names."""
        return {}

    def get_context_data(self, **kwargs):
        refused = kwargs.pop("refused", {})
        shown = [(name, deed.label, refused.get(name) or deed.form(prefix=name), name in refused) for name, deed in self.deeds().items()]
        return super().get_context_data(**{"deeds": shown, **kwargs})

    def post(self, request, pk):
        """Do what was asked for and show the case again, or move it on."""
        name, deed = next(((name, deed) for name, deed in self.deeds().items() if name in request.POST), ("", None))
        if deed is None:
            return super().post(request, pk)
        form = deed.form(request.POST, request.FILES, prefix=name)
        if form.is_valid():
            try:
                deed.perform(**form.cleaned_data)
            except ValidationError as error:
                show_refusal(form, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refused={name: form}))
        messages.success(request, deed.done)
        return HttpResponseRedirect(request.path)


class FileMixin:
    """One file of a case; each look is noted."""

    kind: CaseKind

    def get(self, request, pk, file):
        """Hand it out."""
        case = get_object_or_404(self.kind.cases, pk=pk)
        return read_file(case, get_object_or_404(case.files, pk=file), request.user).download()
