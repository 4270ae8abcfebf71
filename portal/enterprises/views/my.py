"""The pages of a person who acts for an enterprise, or wants to."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.accounts.views.frame import MY, FormPage, frame
from portal.core.access_log import log_view
from portal.core.private_files import private_response
from portal.core.transitions import TransitionError
from portal.enterprises.forms.requests import RenewForm, RequestForm
from portal.enterprises.models import Diagnosis, HandOver, Invitation, Membership, Offer, VerificationRequest
from portal.enterprises.policies import EDITORS, may_edit, may_manage_members, may_verify, membership_or_404
from portal.enterprises.services import verification
from portal.enterprises.services.confirming import confirm
from portal.enterprises.services.keeping import page_state
from portal.moderation.appeals import appeal
from portal.moderation.forms import AppealForm
from portal.web.meta import Crumb

MY_ENTERPRISES = Crumb(_("我的企业"), "/my/enterprise/")
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def crumb_of(enterprise) -> Crumb:
    """Return the crumb of an enterprise's own page."""
    return Crumb(enterprise.short_name or enterprise.name, enterprise.get_owner_url())


class MyEnterprisePage(LoginRequiredMixin, View):
    """A page that shows something to a signed-in person."""

    http_method_names = ["get", "head", "options"]

    def respond(self, template: str, title, *, lead="", crumbs=(MY,), **context):
        """Return the page in the frame of the person's own pages."""
        context = {**frame(self.request, title, lead, crumbs), **context}
        response = TemplateResponse(self.request, f"pages/enterprises/{template}.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


class Deed(LoginRequiredMixin, View):
    """Something that one press of a button does; a subclass does it in ``act`` and says where to go on."""

    http_method_names = ["post", "options"]

    def act(self, request, **kwargs) -> str:
        """Do it and return the path to go on to."""
        raise NotImplementedError

    def post(self, request, **kwargs):
        """Do it; what may not be done is said on a page."""
        try:
            return redirect(self.act(request, **kwargs))
        except TransitionError as error:
            context = {**frame(request, _("没有办成"), error.messages[0], (MY, MY_ENTERPRISES)), "back": reverse("enterprises:my")}
            return TemplateResponse(request, "pages/enterprises/refused.html", context, status=409)


class MyEnterprises(MyEnterprisePage):
    """The enterprises I act for, invitations to me, and what I have handed in."""

    def get(self, request):
        """Show them."""
        memberships = Membership.objects.of(request.user).select_related("organisation").order_by("organisation__name")
        requests = VerificationRequest.objects.filter(applicant=request.user).select_related("enterprise")
        invitations = Invitation.objects.to(request.user).select_related("enterprise", "invited_by")
        return self.respond(
            "my",
            MY_ENTERPRISES.title,
            lead=_("登记或认领企业，管理企业主页、成员和诊断报告。"),
            memberships=list(memberships),
            requests=list(requests[:20]),
            invitations=list(invitations),
            needs_phone=not request.user.phone_verified,
        )


class MyEnterprise(MyEnterprisePage):
    """One enterprise as its members see it."""

    def get(self, request, pk):
        """Show where everything stands."""
        membership = membership_or_404(request.user, pk)
        enterprise = membership.organisation
        waiting = enterprise.verification_requests.waiting().filter(kind=VerificationRequest.Kind.RENEW).exists()
        return self.respond(
            "my_enterprise",
            enterprise.name,
            lead=membership.get_role_display(),
            crumbs=(MY, MY_ENTERPRISES),
            enterprise=enterprise,
            membership=membership,
            may_edit=may_edit(membership),
            may_manage=may_manage_members(membership),
            state=page_state(enterprise, request.user),
            renewal_waits=waiting,
            diagnoses=list(enterprise.diagnoses.exclude(issued_at=None)),
            hand_over=HandOver.objects.filter(enterprise=enterprise, state=Offer.State.OPEN, receiver=membership).first(),
            confirmation_label=CONFIRMATIONS[enterprise.confirmation],
        )


CONFIRMATIONS = {"fresh": _("近期已确认"), "ageing": _("较久未确认"), "stale": _("久未确认")}


class RequestView(LoginRequiredMixin, FormPage):
    """Registers or claims an enterprise."""

    title = _("登记或认领企业")
    lead = _("提交营业执照照片，工作人员核验后即可使用。名录里已有的企业，核验后归您管理。")
    submit_label = _("提交核验")
    crumbs = (MY, MY_ENTERPRISES)

    def make_form(self, data=None):
        return RequestForm(data, self.request.FILES or None)

    def done(self, form):
        try:
            verification.submit(form.save(commit=False), self.request.user)
        except TransitionError as error:
            form.add_error(None, error)
            return None
        return redirect("enterprises:my")


class RenewView(LoginRequiredMixin, FormPage):
    """Hands in the licence again."""

    title = _("重新核验")
    submit_label = _("提交核验")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.enterprise = membership_or_404(request.user, kwargs["pk"], EDITORS).organisation
            self.crumbs = (MY, MY_ENTERPRISES, crumb_of(self.enterprise))
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data=None):
        return RenewForm(data, self.request.FILES or None)

    def done(self, form):
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
        try:
            verification.submit(request, self.request.user)
        except TransitionError as error:
            form.add_error(None, error)
            return None
        return redirect(enterprise.get_owner_url())


class WithdrawRequest(Deed):
    """Takes back what I have handed in."""

    def act(self, request, pk):
        verification.withdraw(get_object_or_404(VerificationRequest, pk=pk, applicant=request.user), request.user)
        return reverse("enterprises:my")


class LicenceView(LoginRequiredMixin, View):
    """The picture of a licence, for whoever handed it in and for staff who verify; each look of staff is logged."""

    http_method_names = ["get", "head", "options"]

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


class ConfirmNow(Deed):
    """A member says that the page is right."""

    def act(self, request, pk):
        enterprise = membership_or_404(request.user, pk, EDITORS).organisation
        confirm(enterprise, request.user)
        return enterprise.get_owner_url()


class AppealView(LoginRequiredMixin, FormPage):
    """Appeals against the decision on the newest text."""

    form_class = AppealForm
    title = _("申诉")
    lead = _("认为审核决定有误的，可以申诉一次，由另一位工作人员复核。")
    submit_label = _("提交申诉")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.enterprise = membership_or_404(request.user, kwargs["pk"], EDITORS).organisation
            self.crumbs = (MY, MY_ENTERPRISES, crumb_of(self.enterprise))
        return super().dispatch(request, *args, **kwargs)

    def done(self, form):
        try:
            appeal(self.enterprise, self.request.user, form.cleaned_data["text"])
        except PermissionDenied as error:
            form.add_error(None, str(error))
            return None
        return redirect(self.enterprise.get_owner_url())


class DiagnosisView(MyEnterprisePage):
    """A diagnosis as its enterprise reads and prints it."""

    def get(self, request, pk, number):
        """Show the report."""
        enterprise = membership_or_404(request.user, pk).organisation
        diagnosis = get_object_or_404(Diagnosis.objects.exclude(issued_at=None), pk=number, enterprise=enterprise)
        return self.respond(
            "diagnosis",
            _("产品诊断：%(product)s") % {"product": diagnosis.product},
            lead=enterprise.name,
            crumbs=(MY, MY_ENTERPRISES, crumb_of(enterprise)),
            diagnosis=diagnosis,
            findings=list(diagnosis.findings.all()),
        )
