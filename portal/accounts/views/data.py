"""My data: see, correct, export, withdraw consent, who looked (PIPL art. 15, 44-46)."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from portal.accounts.forms import CorrectForm
from portal.accounts.models import OneTimeCode, User
from portal.accounts.personal_data import export, parts
from portal.accounts.services import TERMS_PURPOSES, PhoneTakenError, change_phone
from portal.accounts.views.my import MyPage
from portal.accounts.views.sign_in import CodeConfirmView, CodeRequestView
from portal.core import audit
from portal.core.consents import Consent
from portal.web.frame import MY, MY_DATA, FormPage
from portal.web.meta import Crumb
from portal.web.once import note_result


class DataView(MyPage):
    """All that is held about me, part by part."""

    def get(self, request):
        """Show the parts, my consents and what can be done."""
        shown = [{"title": part.title, "rows": part.rows(request.user), "kept": part.kept, "code": part.code} for part in parts()]
        standing = Consent.objects.in_force().filter(person=request.user).exclude(text__purpose__in=TERMS_PURPOSES).select_related("text")
        ways = [
            Crumb(_("更正姓名和邮箱"), reverse("accounts:data-correct")),
            Crumb(_("更换或核验手机号码"), reverse("accounts:phone")),
            Crumb(_("下载全部资料（JSON 文件）"), reverse("accounts:data-export")),
            Crumb(_("注销账号"), reverse("accounts:data-close")),
        ]
        return self.respond(
            "data", _("我的资料"), lead=_("本站保存的关于您的全部资料，只有您自己能看到这一页。"), parts=shown, standing=standing, ways=ways
        )


class ExportView(MyPage):
    """All of it as a file."""

    def get(self, request):
        """Return the file."""
        data = {"exported_at": timezone.localtime().isoformat(timespec="seconds"), **export(request.user)}
        audit.record("accounts.data_exported", request.user, actor=request.user)
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="my-data.json"'
        return response


class CorrectView(LoginRequiredMixin, FormPage):
    """Corrects name and e-mail address."""

    form_class = CorrectForm
    title = _("更正资料")
    submit_label = _("保存")
    crumbs = (MY, MY_DATA)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": User.objects.get(pk=self.request.user.pk)}

    def perform(self, form):
        form.save()
        audit.record("accounts.data_corrected", form.instance, actor=self.request.user, after={"fields": form.changed_data})
        return reverse("accounts:data")


class WithdrawView(LoginRequiredMixin, View):
    """Withdraws one consent."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        """Withdraw it.

        Raises:
            Http404: it is not mine, or it is the agreement without which there is no account (that ends by closing the account).
        """
        mine = Consent.objects.in_force().filter(person=request.user).exclude(text__purpose__in=TERMS_PURPOSES)
        consent = get_object_or_404(mine, pk=pk)
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        audit.record("accounts.consent_withdrawn", consent, actor=request.user)
        note_result(request, reverse("accounts:data"))
        return redirect("accounts:data")


class PhoneView(LoginRequiredMixin, CodeRequestView):
    """Sends a code to the number that shall be mine."""

    purpose = OneTimeCode.Purpose.PHONE
    confirm_name = "accounts:phone-confirm"
    title = _("更换或核验手机号码")
    lead = _("我们向新号码发送验证码。")
    crumbs = (MY, MY_DATA)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.phone_verified:
            raise_if_reauthentication_required(request, app="allauth.mfa")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"phone": "" if self.request.user.phone_verified else self.request.user.phone}

    def links(self):
        return [Crumb(_("返回我的资料"), reverse("accounts:data"))]


class PhoneConfirmView(LoginRequiredMixin, CodeConfirmView):
    """Takes that code and changes the number."""

    purpose = OneTimeCode.Purpose.PHONE
    request_name = "accounts:phone"
    crumbs = (MY, MY_DATA)

    def proved(self):
        try:
            change_phone(self.request.user, self.code.phone)
        except PhoneTakenError:
            # Told only to whoever has just proved to hold the number.
            raise ValidationError(_("这个手机号码已由另一个账号核验。请先用短信验证码登录那个账号。")) from None
        return reverse("accounts:data")
