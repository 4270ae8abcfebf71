"""What firms have declared, for staff: those of one call with its figures, and one declaration with contact and papers."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.moments import day_text
from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView
from portal.policy_calls.forms import HandlingForm
from portal.policy_calls.models import Declaration, Paper, PolicyCall
from portal.policy_calls.services import MAY_HANDLE, MAY_SEE, MOVES, WAITING, contact_of, figures, handle, read_paper
from portal.sheets.exports import download, table
from portal.web.forms import show_refusal

WAITING_LIST = ("policy_declarations", gettext_lazy("待办的政策申报"))
MAX_WAITING = 200


class WaitingView(ModerationView):
    """What waits for staff, of all calls, the oldest first; no contact is shown here."""

    template_name = "policy_calls/admin/waiting.html"
    page_title = WAITING_LIST[1]
    permission = MAY_SEE
    header_icon = "form"

    def get_context_data(self, **kwargs):
        rows = Declaration.objects.filter(state__in=WAITING).select_related("call", "enterprise").order_by("sent_at", "pk")
        return super().get_context_data(rows=rows[:MAX_WAITING], **kwargs)


class DeclarationsView(ModerationView):
    """Who has declared for one call, with the figures, also as a file to take away; no contact is in either."""

    template_name = "policy_calls/admin/declarations.html"
    permission = MAY_SEE
    parent = WAITING_LIST
    header_icon = "form"

    @cached_property
    def call(self) -> PolicyCall:
        """The call of the address."""
        return get_object_or_404(PolicyCall, pk=self.kwargs["pk"])

    @property
    def page_title(self):
        return _("政策申报：%(name)s") % {"name": self.call}

    def rows(self):
        """Return the declarations that nobody has withdrawn."""
        return self.call.declarations.standing().select_related("enterprise", "call")

    def get_context_data(self, **kwargs):
        return super().get_context_data(call=self.call, rows=self.rows(), figures=figures(self.call), **kwargs)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        names = ("enterprise", "sent_at", "state", "reply", "handed_in_on", "number", "amount")
        head = [str(Declaration._meta.get_field(name).verbose_name) for name in names]
        rows = [_cells(row) for row in self.rows()]
        return download(table(_("政策申报"), [head, *rows]), f"policy-declarations-{self.call.pk}")


class DeclarationView(ModerationView):
    """One declaration with whom to call and the papers, moved on here; each look is noted."""

    template_name = "policy_calls/admin/declaration.html"
    page_title = gettext_lazy("政策申报")
    permission = MAY_SEE
    parent = WAITING_LIST
    header_icon = "form"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.declaration = get_object_or_404(Declaration.objects.select_related("call", "enterprise", "user"), pk=kwargs["pk"])

    def form(self, data=None) -> HandlingForm:
        """Return the form, whose fields fill a copy of the row."""
        return HandlingForm(data, instance=Declaration.objects.get(pk=self.declaration.pk))

    def get_context_data(self, **kwargs):
        may_handle = self.request.user.has_perm(MAY_HANDLE) and bool(MOVES.following(self.declaration.state))
        return super().get_context_data(
            **{
                "declaration": self.declaration,
                "contact": contact_of(self.declaration, self.request.user),
                "papers": self.declaration.papers.defer("token"),
                "form": self.form() if may_handle else None,
                **kwargs,
            }
        )

    def post(self, request, pk):
        """Move it on."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                handle(self.declaration, form.cleaned_data.pop("state"), actor=request.user, **form.cleaned_data)
            except TransitionError as error:
                show_refusal(form, error, "reply")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("已登记，企业会收到通知。"))
        return redirect(reverse("policy_call_declarations", args=[self.declaration.call_id]))


class PaperView(ModerationView):
    """One paper of a declaration; each look is noted."""

    permission = MAY_SEE

    def get(self, request, pk):
        """Hand it out."""
        paper = get_object_or_404(Paper.objects.select_related("declaration__user"), pk=pk)
        return read_paper(paper, request.user).download()


def _cells(row: Declaration) -> list[str]:
    """Return a declaration as a line of the table."""
    handed_in = day_text(row.handed_in_on) if row.handed_in_on else ""
    stands = (row.get_state_display(), row.reply, handed_in, row.number, row.amount or "")
    return [row.enterprise.name, day_text(row.sent_at), *map(str, stands)]
