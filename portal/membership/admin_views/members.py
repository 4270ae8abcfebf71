"""Members for staff: the list with figures and a table to take away, one member with what is next, invitations."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.cases.admin_views import PAGE_SIZE
from portal.core.moments import day_text
from portal.membership.forms import DayForm, InvitationForm, PlainForm, RemoveForm, SignForm, UseForm
from portal.membership.models import CentreMembership, Invitation, MembershipAgreement, MemberType
from portal.membership.salons import next_salons
from portal.membership.services import members
from portal.membership.services.applications import MAY_DECIDE, MAY_HANDLE, end_invitation, invite
from portal.moderation.admin_views.base import ModerationView
from portal.sheets.exports import download, table
from portal.web.forms import show_refusal
from portal.web.parameters import key_of

MEMBERS = ("memberships", gettext_lazy("会员"))
INVITATIONS = ("membership_invitations", gettext_lazy("会员邀请"))
State = CentreMembership.State


class MemberListView(ModerationView):
    """Members of a state or type, also as a file to take away; members by type and uses of benefits as figures."""

    template_name = "membership/admin/members.html"
    page_title = MEMBERS[1]
    permission = MAY_HANDLE
    header_icon = "group"

    def rows(self):
        """Return the members that the address asks for."""
        asked, rows = self.request.GET, CentreMembership.objects.for_rows()
        rows = rows.filter(state=asked["state"]) if asked.get("state") in State.values else rows
        member_type = key_of(asked.get("type", ""))
        rows = rows.filter(member_type=member_type) if member_type else rows
        return rows.waiting() if asked.get("waiting") else rows

    def get_context_data(self, **kwargs):
        types, benefits = members.figures()
        page = Paginator(self.rows(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            rows=page.object_list,
            states=State.choices,
            types=MemberType.objects.all(),
            type_figures=types,
            benefit_figures=benefits,
            salon=next(iter(next_salons()), None),
            **kwargs,
        )

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        names = ("member_type", "state", "signed_on", "plaque_number", "plaque_issued_on", "plaque_returned_on")
        head = [_("会员"), *(str(CentreMembership._meta.get_field(name).verbose_name) for name in names), _("使用权益（次）")]
        return download(table(_("会员"), [head, *map(_cells, self.rows())]), "memberships")


def _cells(row) -> list[str]:
    named = [row.shown_name, row.member_type.name, str(row.get_state_display())]
    plaque = [row.plaque_number or "", day_text(row.plaque_issued_on), day_text(row.plaque_returned_on)]
    return [*named, day_text(row.signed_on), *plaque, str(row.used)]


@dataclass(frozen=True)
class Step:
    """Something that staff do with a membership.

    Args:
        name: of the button, and before the names of the form's fields.
        label: on the button.
        form_class: what is asked.
        service: does it; called with the membership, the member of staff and what the form holds.
        states: in which it is offered.
        permission: who may.
    """

    name: str
    label: str | Promise
    form_class: type[forms.BaseForm]
    service: Callable
    states: tuple[str, ...]
    permission: str = MAY_HANDLE


STEPS = (
    Step("sign", gettext_lazy("登记已签协议"), SignForm, members.sign, (State.APPROVED,)),
    Step("issue", gettext_lazy("发放铭牌"), DayForm, members.issue_plaque, (State.SIGNED,)),
    Step("use", gettext_lazy("登记权益使用"), UseForm, members.note_use, members.HAS_BENEFITS),
    Step("agree", gettext_lazy("同意退出"), PlainForm, members.agree, (State.LEAVING,)),
    Step("return", gettext_lazy("登记铭牌交回"), DayForm, members.take_plaque_back, (State.AGREED, State.REMOVED)),
    Step("remove", gettext_lazy("立即清退"), RemoveForm, members.remove, (*members.HAS_BENEFITS, State.APPROVED, State.SIGNED), MAY_DECIDE),
)


class MemberView(ModerationView):
    """One member: agreement, plaque, what was had of the benefits, and what is next."""

    template_name = "membership/admin/member.html"
    permission = MAY_HANDLE
    once = True
    parent = MEMBERS
    header_icon = "group"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.membership = get_object_or_404(CentreMembership.objects.for_rows(), pk=kwargs["pk"])

    @property
    def page_title(self):
        return self.membership.shown_name

    def steps(self) -> list[Step]:
        """Return what this member of staff may do now."""
        row, user = self.membership, self.request.user
        offered = [step for step in STEPS if row.state in step.states and user.has_perm(step.permission)]
        owes_plaque = row.plaque_number is not None and row.plaque_returned_on is None
        return [step for step in offered if step.service != members.take_plaque_back or owes_plaque]

    def get_context_data(self, **kwargs):
        bound = kwargs.pop("bound", {})
        row = self.membership
        return super().get_context_data(
            membership=row,
            agreement=MembershipAgreement.objects.filter(membership=row).defer("token").first(),
            uses=row.uses.select_related("benefit", "entered_by"),
            steps=[(step, bound.get(step.name) or step.form_class(prefix=step.name)) for step in self.steps()],
            **kwargs,
        )

    def post(self, request, pk):
        """Do what the button says."""
        step = next((step for step in self.steps() if step.name in request.POST), None)
        if step is None:
            messages.error(request, _("现在不能这样做，请看会员的当前状态。"))
            return redirect("membership", pk)
        form = step.form_class(request.POST, request.FILES, prefix=step.name)
        if form.is_valid():
            try:
                step.service(self.membership, request.user, **form.cleaned_data)
            except ValidationError as error:
                show_refusal(form, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(bound={step.name: form}))
        messages.success(request, _("已办理：%(what)s。") % {"what": step.label})
        return redirect("membership", pk)


class AgreementView(ModerationView):
    """The agreement of a member; each look is noted."""

    permission = MAY_HANDLE

    def get(self, request, pk):
        """Hand it out."""
        found = get_object_or_404(MembershipAgreement.objects.select_related("membership__user", "membership__member_type"), membership=pk)
        return members.read_agreement(found, request.user).download()


class InvitationsView(ModerationView):
    """Invites a firm, and shows what became of the invitations."""

    template_name = "membership/admin/invitations.html"
    page_title = INVITATIONS[1]
    permission = MAY_HANDLE
    once = True
    parent = MEMBERS
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        rows = Invitation.objects.select_related("enterprise", "invited_by", "application")[:PAGE_SIZE]
        return super().get_context_data(**{"form": InvitationForm(), "rows": rows, **kwargs})

    def post(self, request):
        """Invite, or take an invitation back."""
        if "end" in request.POST:
            end_invitation(get_object_or_404(Invitation.objects.open(), pk=key_of(request.POST["end"])), request.user)
            messages.success(request, _("已收回邀请。"))
            return redirect(INVITATIONS[0])
        form = InvitationForm(request.POST)
        if form.is_valid():
            try:
                invite(form.cleaned_data["enterprise"], form.cleaned_data["reason"], request.user)
            except ValidationError as error:
                show_refusal(form, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("已邀请 %(firm)s，企业的负责人会收到通知。") % {"firm": form.cleaned_data["enterprise"]})
        return redirect(INVITATIONS[0])
