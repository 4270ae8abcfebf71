"""Closing one's account: what stands in the way, what the law keeps, and the proof that it is oneself who asks (PIPL art. 47)."""

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, raise_if_reauthentication_required
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.closing import close_account, hindrances
from portal.accounts.codes import CodeRefusedError, send_code
from portal.accounts.forms import CloseCodeForm, CloseForm
from portal.accounts.models import OneTimeCode
from portal.accounts.personal_data import parts
from portal.accounts.views.sign_in import SENT, CodeConfirmView
from portal.core.client import client_address
from portal.core.masking import mask_phone
from portal.web.frame import MY, MY_DATA, FormPage
from portal.web.meta import Crumb
from portal.web.once import FORM_FIELD


class ClosingMixin:
    """What both steps share: who may close, and closing itself."""

    title = _("注销账号")

    def refuse_staff(self) -> None:
        """Stop a member of staff.

        Raises:
            ValidationError: who works in the back office does not close the account alone.
        """
        if self.request.user.has_perm("wagtailadmin.access_admin"):
            raise ValidationError(_("工作人员的账号由管理员停用，不能自行注销。"))

    def refuse_hindered(self) -> None:
        """Stop who has something to settle first, before a code is sent or used up.

        Raises:
            ValidationError: what it is.
        """
        for hindrance in hindrances(self.request.user):
            raise ValidationError(hindrance.text)

    def links(self) -> list[Crumb]:
        """Return the way back."""
        return [Crumb(_("返回我的资料"), reverse("accounts:data"))]

    def close(self) -> str:
        """Close the account, sign out and return where that is said.

        Raises:
            TransitionError: see :func:`portal.accounts.closing.close_account`.
        """
        close_account(self.request.user, self.request.user)
        logout(self.request)
        return reverse("accounts:closed")


class CloseView(LoginRequiredMixin, ClosingMixin, FormPage):
    """Says what closing means and asks for the proof: a new code for the person's own number, else password or second factor.

    Who has none of them verifies a number first; who has an enterprise to hand over reads how.
    """

    lead = _("注销后您的资料会删除或匿名，账号不能恢复。")
    crumbs = (MY, MY_DATA)
    template_name = "pages/accounts/close.html"
    # A text message is sent.
    once = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.phone_verified:
            raise_if_reauthentication_required(request, app="allauth.mfa")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return forms.Form if self.request.user.phone_verified else CloseForm

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = {
            "hindrances": hindrances(user),
            "kept_parts": [(part.title, part.kept) for part in parts() if part.kept],
            "without_proof": self.without_proof(),
            "sent_to": mask_phone(user.phone) if user.phone_verified else "",
            "submit_label": _("向这个号码发送验证码") if user.phone_verified else _("注销账号"),
        }
        return super().get_context_data(**{**context, **kwargs})

    def without_proof(self) -> bool:
        """Return whether there is nothing by which the person could prove to be the account's holder."""
        return not self.request.user.phone_verified and not get_reauthentication_flows(self.request.user)

    def perform(self, form):
        user = self.request.user
        self.refuse_staff()
        if self.without_proof():
            raise ValidationError(_("请先核验手机号码，再注销账号。"))
        if not user.phone_verified:
            return self.close()
        self.refuse_hindered()
        try:
            code = send_code(user.phone, OneTimeCode.Purpose.CLOSE, client_address(self.request), self.request.POST.get(FORM_FIELD, ""))
        except CodeRefusedError as error:
            raise ValidationError(str(error)) from error
        self.request.session[SENT] = code.pk
        return reverse("accounts:close-confirm")


class CloseConfirmView(LoginRequiredMixin, ClosingMixin, CodeConfirmView):
    """Takes that code and closes the account."""

    purpose = OneTimeCode.Purpose.CLOSE
    request_name = "accounts:data-close"
    form_class = CloseCodeForm
    submit_label = _("注销账号")
    crumbs = (MY, MY_DATA)

    def dispatch(self, request, *args, **kwargs):
        sent = OneTimeCode.objects.filter(pk=request.session.get(SENT), purpose=self.purpose).first()
        if request.user.is_authenticated and sent and sent.phone_index != request.user.phone_index:
            return redirect(self.request_name)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form):
        self.refuse_staff()
        self.refuse_hindered()
        return super().perform(form)

    def proved(self):
        return self.close()
