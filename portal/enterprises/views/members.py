"""Members of an enterprise: list, invitations, roles, hand-over, leaving."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY, FormPage
from portal.core.transitions import TransitionError
from portal.enterprises.forms.requests import InviteForm
from portal.enterprises.models import HandOver, Invitation, Membership, Offer
from portal.enterprises.policies import Role, membership_or_404
from portal.enterprises.services import members
from portal.enterprises.views.my import MY_ENTERPRISES, Deed, MyEnterprisePage, crumb_of


def _path(enterprise) -> str:
    return reverse("enterprises:my-members", args=[enterprise.pk])


class MembersView(MyEnterprisePage):
    """Who acts for the enterprise."""

    def get(self, request, pk):
        """Show the members; owners also see what they can do about them."""
        own = membership_or_404(request.user, pk)
        enterprise = own.organisation
        rows = Membership.objects.current().filter(organisation=enterprise).select_related("user").order_by("joined_at")
        return self.respond(
            "members",
            _("企业成员"),
            lead=enterprise.name,
            crumbs=(MY, MY_ENTERPRISES, crumb_of(enterprise)),
            enterprise=enterprise,
            own=own,
            may_manage=own.role == Role.OWNER,
            rows=list(rows),
            invitations=list(enterprise.invitations.open()) if own.role == Role.OWNER else [],
            hand_over=enterprise.hand_overs.filter(state=Offer.State.OPEN).select_related("giver__user", "receiver__user").first(),
            roles=[choice for choice in Role.choices if choice[0] != Role.OWNER],
        )


class InviteView(LoginRequiredMixin, FormPage):
    """Invites somebody by mobile number."""

    form_class = InviteForm
    title = _("邀请成员")
    lead = _("对方登录并核验这个手机号码后，在“我的企业”里接受。")
    submit_label = _("发出邀请")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.enterprise = membership_or_404(request.user, kwargs["pk"], {Role.OWNER}).organisation
            self.crumbs = (MY, MY_ENTERPRISES, crumb_of(self.enterprise))
        return super().dispatch(request, *args, **kwargs)

    def done(self, form):
        try:
            members.invite(self.enterprise, self.request.user, form.cleaned_data["phone"], form.cleaned_data["role"])
        except TransitionError as error:
            form.add_error(None, error)
            return None
        return redirect(_path(self.enterprise))


class WithdrawInvitation(Deed):
    """Takes an invitation back."""

    def act(self, request, pk, number):
        enterprise = membership_or_404(request.user, pk, {Role.OWNER}).organisation
        members.withdraw_invitation(enterprise, request.user, get_object_or_404(enterprise.invitations, pk=number))
        return _path(enterprise)


class AnswerInvitation(Deed):
    """Accepts or declines an invitation to me."""

    def act(self, request, number):
        invitation = get_object_or_404(Invitation.objects.to(request.user), pk=number)
        members.answer_invitation(invitation.enterprise, request.user, invitation, accept="accept" in request.POST)
        return reverse("enterprises:my")


class ChangeRole(Deed):
    """Gives a member another role."""

    def act(self, request, pk, number):
        enterprise = membership_or_404(request.user, pk, {Role.OWNER}).organisation
        member = get_object_or_404(enterprise.memberships.current(), pk=number)
        members.change_role(enterprise, request.user, member, request.POST.get("role", ""))
        return _path(enterprise)


class EndMembership(Deed):
    """Leaves, or removes somebody."""

    def act(self, request, pk, number):
        enterprise = membership_or_404(request.user, pk).organisation
        member = get_object_or_404(enterprise.memberships.current(), pk=number)
        members.end_membership(enterprise, request.user, member)
        return _path(enterprise) if member.user_id != request.user.pk else reverse("enterprises:my")


class OfferHandOver(Deed):
    """Offers the enterprise to another member."""

    def act(self, request, pk, number):
        enterprise = membership_or_404(request.user, pk, {Role.OWNER}).organisation
        members.offer_hand_over(enterprise, request.user, get_object_or_404(enterprise.memberships.current(), pk=number))
        return _path(enterprise)


class AnswerHandOver(Deed):
    """Accepts, declines or withdraws a hand-over."""

    def act(self, request, pk, number):
        enterprise = membership_or_404(request.user, pk).organisation
        hand_over = get_object_or_404(HandOver, pk=number, enterprise=enterprise)
        wanted = next((state for state in (Offer.State.ACCEPTED, Offer.State.WITHDRAWN) if state in request.POST), Offer.State.DECLINED)
        members.answer_hand_over(enterprise, request.user, hand_over, wanted)
        return _path(enterprise)
