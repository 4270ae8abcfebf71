"""Members of an enterprise: list, invitations, roles, hand-over, leaving."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.enterprises.forms.requests import GiveBackForm, InviteForm
from portal.enterprises.models import HandOver, Invitation, Membership, Offer
from portal.enterprises.policies import Role
from portal.enterprises.services import members
from portal.enterprises.views.my import WAY, MemberActionView, MemberMixin
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyDetailView

OWNERS = frozenset({Role.OWNER})


def _path(enterprise) -> str:
    return reverse("enterprises:my-members", args=[enterprise.pk])


class MembersView(MemberMixin, MyDetailView):
    """Who acts for the enterprise; owners also see what they can do about them."""

    template_name = "pages/enterprises/members.html"
    title = _("企业成员")

    def get_lead(self):
        return self.enterprise.name

    def get_context_data(self, **kwargs):
        enterprise, own = self.enterprise, self.membership
        rows = list(Membership.objects.current().filter(organisation=enterprise).select_related("user").order_by("joined_at"))
        return super().get_context_data(
            enterprise=enterprise,
            own=own,
            may_manage=own.role == Role.OWNER,
            rows=rows,
            sole_owner=[row.pk for row in rows if row.role == Role.OWNER] == [own.pk],
            invitations=list(enterprise.invitations.open()) if own.role == Role.OWNER else [],
            hand_over=enterprise.hand_overs.filter(state=Offer.State.OPEN).select_related("giver__user", "receiver__user").first(),
            roles=[choice for choice in Role.choices if choice[0] != Role.OWNER],
            **kwargs,
        )


class InviteView(MemberMixin, ServiceFormView):
    """Invites somebody by mobile number."""

    form_class = InviteForm
    title = _("邀请成员")
    lead = _("对方登录并核验这个手机号码后，在“我的企业”里接受。")
    submit_label = _("发出邀请")
    roles = OWNERS

    def perform(self, form):
        members.invite(self.enterprise, self.request.user, form.cleaned_data["phone"], form.cleaned_data["role"])
        return _path(self.enterprise)


class WithdrawInvitation(MemberActionView):
    """Takes an invitation back."""

    roles = OWNERS
    service = staticmethod(members.withdraw_invitation)

    def get_object(self, queryset=None):
        return get_object_or_404(self.enterprise.invitations, pk=self.kwargs["number"])


class AnswerInvitation(PostActionView):
    """Accepts or declines an invitation to me."""

    crumbs = WAY
    pk_url_kwarg = "number"

    def get_queryset(self):
        return Invitation.objects.to(self.request.user)

    def perform(self, record):
        members.answer_invitation(record.enterprise, self.request.user, record, accept="accept" in self.request.POST)
        return reverse("enterprises:my")


class _AboutMember(MemberActionView):
    """A press of a button about one of the members."""

    def get_object(self, queryset=None):
        return get_object_or_404(self.enterprise.memberships.current(), pk=self.kwargs["number"])


class ChangeRole(_AboutMember):
    """Gives a member another role."""

    roles = OWNERS

    def perform(self, record):
        members.change_role(self.enterprise, self.request.user, record, self.request.POST.get("role", ""))
        return _path(self.enterprise)


class EndMembership(_AboutMember):
    """Leaves, or removes somebody."""

    def perform(self, record):
        members.end_membership(self.enterprise, self.request.user, record)
        return _path(self.enterprise) if record.user_id != self.request.user.pk else reverse("enterprises:my")


class OfferHandOver(_AboutMember):
    """Offers the enterprise to another member."""

    roles = OWNERS
    service = staticmethod(members.offer_hand_over)


class GiveBack(MemberMixin, ServiceFormView):
    """Gives the enterprise back to the centre, meant."""

    form_class = GiveBackForm
    title = _("交还中心管理")
    lead = _("交还后，您和其他成员都不再管理这家企业，正在招聘的职位停止招聘，企业核验失效；公开页面由中心管理，以后可以重新认领。")
    submit_label = _("交还")
    roles = OWNERS

    def perform(self, form):
        members.give_back(self.enterprise, self.request.user)
        return reverse("enterprises:my")


class AnswerHandOver(MemberActionView):
    """Accepts, declines or withdraws a hand-over."""

    def get_object(self, queryset=None):
        return get_object_or_404(HandOver, pk=self.kwargs["number"], enterprise=self.enterprise)

    def perform(self, record):
        answers = (Offer.State.ACCEPTED, Offer.State.WITHDRAWN)
        wanted = next((state for state in answers if state in self.request.POST), Offer.State.DECLINED)
        members.answer_hand_over(self.enterprise, self.request.user, record, wanted)
        return _path(self.enterprise)
