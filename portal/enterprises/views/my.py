"""The pages of a person who acts for an enterprise, or wants to."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.access_log import log_view
from portal.core.private_files import private_response
from portal.enterprises.forms.requests import RenewForm, RequestForm
from portal.enterprises.models import Diagnosis, HandOver, Invitation, Membership, Offer, VerificationRequest
from portal.enterprises.policies import EDITORS, Role, may_edit, may_manage_members, may_verify, membership_or_404
from portal.enterprises.services import verification
from portal.enterprises.services.confirming import confirm
from portal.enterprises.services.keeping import page_status
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyDetailView, MyPage
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_ENTERPRISES = Crumb(_("我的企业"), "/my/enterprise/")
WAY = (MY, MY_ENTERPRISES)
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
CONFIRMATIONS = {"fresh": _("近期已确认"), "ageing": _("较久未确认"), "stale": _("久未确认")}


def crumb_of(enterprise) -> Crumb:
    """Return the crumb of an enterprise's own page."""
    return Crumb(enterprise.short_name or enterprise.name, enterprise.get_owner_url())


class MemberMixin:
    """A page about the enterprise of the address, for its members in one of ``roles``; others do not learn that it exists."""

    roles = frozenset(Role)

    def prepare(self):
        """Read the membership and its enterprise.

        Raises:
            Http404: the person does not act for it in one of ``roles``.
        """
        self.membership = membership_or_404(self.request.user, self.kwargs["pk"], self.roles)
        self.enterprise = self.membership.organisation

    def get_crumbs(self):
        """Return the way over the enterprise's own page."""
        return (*WAY, crumb_of(self.enterprise))


class MyEnterprises(MyDetailView):
    """The enterprises I act for, invitations to me, and what I have handed in."""

    template_name = "pages/enterprises/my.html"
    title = MY_ENTERPRISES.title
    lead = _("登记或认领企业，管理企业主页、成员和诊断报告。")

    def get_context_data(self, **kwargs):
        user = self.request.user
        requests = VerificationRequest.objects.owned_by(user).select_related("enterprise")
        return super().get_context_data(
            memberships=list(Membership.objects.of(user).select_related("organisation").order_by("organisation__name")),
            requests=list(requests[:20]),
            invitations=list(Invitation.objects.to(user).select_related("enterprise", "invited_by")),
            needs_phone=not user.phone_verified,
            **kwargs,
        )


class MyEnterprise(MemberMixin, MyDetailView):
    """One enterprise as its members see it: where everything stands."""

    template_name = "pages/enterprises/my_enterprise.html"

    def get_title(self):
        return self.enterprise.name

    def get_lead(self):
        return self.membership.get_role_display()

    def get_crumbs(self):
        return WAY

    def get_context_data(self, **kwargs):
        enterprise, membership = self.enterprise, self.membership
        waiting = enterprise.verification_requests.waiting().filter(kind=VerificationRequest.Kind.RENEW).exists()
        return super().get_context_data(
            enterprise=enterprise,
            membership=membership,
            may_edit=may_edit(membership),
            may_manage=may_manage_members(membership),
            state=page_status(enterprise, self.request.user),
            renewal_waits=waiting,
            diagnoses=list(enterprise.diagnoses.exclude(issued_at=None)),
            hand_over=HandOver.objects.filter(enterprise=enterprise, state=Offer.State.OPEN, receiver=membership).first(),
            confirmation_label=CONFIRMATIONS[enterprise.confirmation],
            **kwargs,
        )


class RequestView(ServiceFormView):
    """Registers or claims an enterprise."""

    form_class = RequestForm
    title = _("登记或认领企业")
    lead = _("提交营业执照照片，工作人员核验后即可使用。名录里已有的企业，核验后归您管理。")
    submit_label = _("提交核验")
    crumbs = WAY

    def perform(self, form):
        verification.submit(form.save(commit=False), self.request.user)
        return reverse("enterprises:my")


class RenewView(MemberMixin, ServiceFormView):
    """Hands in the licence again."""

    form_class = RenewForm
    title = _("重新核验")
    submit_label = _("提交核验")
    roles = EDITORS

    def perform(self, form):
        enterprise = self.enterprise
        request = VerificationRequest(
            kind=VerificationRequest.Kind.RENEW,
            enterprise=enterprise,
            name=enterprise.name,
            enterprise_kind=enterprise.kind,
            credit_code=enterprise.credit_code or "",
            exempt=not enterprise.credit_code,
            industry=enterprise.industry,
            town=enterprise.town,
            **form.cleaned_data,
        )
        verification.submit(request, self.request.user)
        return enterprise.get_owner_url()


class LicenceView(MyPage):
    """The picture of a licence, for whoever handed it in and for staff who verify; each look of staff is logged."""

    def get(self, request, pk):
        """Show the picture.

        Raises:
            Http404: there is none, or it is not for this person's eyes.
        """
        found = VerificationRequest.objects.exclude(licence="").filter(pk=pk).first()
        if found is None or not (found.applicant_id == request.user.pk or may_verify(request.user)):
            raise Http404
        if found.applicant_id != request.user.pk:
            log_view(request.user, found.applicant, "licence", obj=found)
        return private_response(found.licence, CONTENT_TYPES.get(found.licence.name.rpartition(".")[2], "application/octet-stream"))


class MemberActionView(MemberMixin, PostActionView):
    """A press of a button about an enterprise; a subclass that is about something of it names that in ``get_object``.

    ``service`` gets the enterprise, the person and what it is about; the list of members comes next.
    """

    def get_object(self, queryset=None):
        return self.enterprise

    def get_crumbs(self):
        return WAY

    def perform(self, record):
        self.service(self.enterprise, self.request.user, record)
        return reverse("enterprises:my-members", args=[self.enterprise.pk])


class ConfirmNow(MemberActionView):
    """A member says that the page is right."""

    roles = EDITORS

    def perform(self, record):
        confirm(record, self.request.user)
        return record.get_owner_url()


class DiagnosisView(MemberMixin, MyDetailView):
    """A diagnosis as its enterprise reads and prints it."""

    template_name = "pages/enterprises/diagnosis.html"

    def prepare(self):
        super().prepare()
        issued = Diagnosis.objects.exclude(issued_at=None)
        self.diagnosis = get_object_or_404(issued, pk=self.kwargs["number"], enterprise=self.enterprise)

    def get_title(self):
        return _("产品诊断：%(product)s") % {"product": self.diagnosis.product}

    def get_lead(self):
        return self.enterprise.name

    def get_context_data(self, **kwargs):
        return super().get_context_data(diagnosis=self.diagnosis, findings=list(self.diagnosis.findings.all()), **kwargs)
