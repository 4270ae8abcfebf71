"""Applying, and what a firm or a person has of its membership."""

from django.utils.translation import gettext_lazy as _

from portal.core.client import client_address
from portal.core.consents import ConsentText
from portal.membership.forms import ApplicationForm, InvitedForm, LeaveForm
from portal.membership.models import ApplicationPaper, CentreMembership, Invitation, MembershipApplication, MemberType
from portal.membership.services.applications import CONSENT, LISTING, apply, decline, firms_of
from portal.membership.services.members import leave
from portal.membership.views.public import MEMBERSHIP, terms
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_MEMBERSHIPS = Crumb(_("我的会员"), "/my/membership/")
WAY = (MY, MY_MEMBERSHIPS)


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for who has applied, was invited, or is a member."""
    rows = (model.objects.owned_by(user) for model in (CentreMembership, MembershipApplication, Invitation))
    return [MY_MEMBERSHIPS] if any(found.exists() for found in rows) else []


class Applying:
    """The form of application with the duties above it."""

    template_name = "pages/membership/apply.html"
    submit_label = _("提交申请")
    consent_purpose = CONSENT

    def get_initial(self):
        """Fill in who has signed in."""
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def get_context_data(self, **kwargs):
        """Add the duties, and what being listed means."""
        return super().get_context_data(duties=terms()["duty"], listing=ConsentText.current(LISTING), **kwargs)

    def send(self, form, **values) -> str:
        """Keep the application and return where it is shown."""
        address = client_address(self.request)
        return apply(self.request.user, address=address, papers=form.papers(), **form.said(), **values).get_owner_url()


class ApplyView(Applying, ServiceFormView):
    """Applies for a firm, or as a person in business."""

    form_class = ApplicationForm
    title = _("申请成为会员")
    crumbs = (MEMBERSHIP,)
    lead = _("由会员管理岗提报、中心主任审批，每一步都会通知您。入会不收费。")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "organisations": firms_of(self.request.user)}

    def perform(self, form):
        return self.send(form)


class AcceptView(Applying, ServiceFormView):
    """Accepts an invitation for a firm, by applying."""

    model = Invitation
    form_class = InvitedForm
    title = _("接受会员邀请")
    crumbs = WAY
    lead = _("中心邀请贵企业成为会员。填写后直接报中心主任审批。")

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "invited_by")

    def perform(self, form):
        invited = MemberType.objects.get(by_invitation=True)
        return self.send(form, member_type=invited, enterprise=self.object.enterprise, invitation=self.object)


class DeclineView(PostActionView):
    """Declines an invitation for a firm."""

    model = Invitation
    crumbs = WAY

    def perform(self, record):
        decline(record, self.request.user)
        return str(MY_MEMBERSHIPS.url)


class MyMemberships(MyListView):
    """Memberships, applications and invitations of the person and of the firms for which the person speaks."""

    model = CentreMembership
    template_name = "pages/membership/my.html"
    title = MY_MEMBERSHIPS.title

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "member_type", "application")

    def get_context_data(self, **kwargs):
        user = self.request.user
        applications = MembershipApplication.objects.owned_by(user).filter(membership=None).select_related("enterprise", "member_type")
        return super().get_context_data(
            applications=applications.order_by("-pk")[: self.max_rows],
            invitations=Invitation.objects.owned_by(user).select_related("enterprise"),
            **kwargs,
        )


class MyApplication(MyRecordView):
    """One application: how it stands, what was said, its papers."""

    model = MembershipApplication
    template_name = "pages/membership/application.html"
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "member_type")

    def get_title(self):
        return _("会员申请 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        case = self.object
        replies, papers = case.replies.exclude(text=""), case.papers.defer("token")
        membership = CentreMembership.objects.owned_by(self.request.user).filter(application=case).first()
        return super().get_context_data(replies=replies, papers=papers, membership=membership, **kwargs)


class PaperView(MyRecordView):
    """One paper of an application."""

    model = ApplicationPaper

    def get_queryset(self):
        return ApplicationPaper.objects.filter(application__in=MembershipApplication.objects.owned_by(self.request.user))

    def get(self, request, *args, **kwargs):
        """Hand it out."""
        return self.object.download()


class MyMember(MyRecordView):
    """One membership: state, plaque, benefits with what was had of them, and the ways to be listed and to leave."""

    model = CentreMembership
    template_name = "pages/membership/member.html"
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "member_type", "application")

    def get_title(self):
        return self.object.shown_name

    def get_context_data(self, **kwargs):
        uses = self.object.uses.select_related("benefit")
        return super().get_context_data(benefits=terms()["benefit"], uses=uses, listing=ConsentText.current(LISTING), **kwargs)


class LeaveView(ServiceFormView):
    """Asks to leave."""

    model = CentreMembership
    form_class = LeaveForm
    service = staticmethod(leave)
    title = _("申请退出会员")
    crumbs = WAY
    lead = _("会员管理岗与您商定后，交回铭牌即退出；还没有发铭牌的，提交后就退出。")
    submit_label = _("申请退出")
