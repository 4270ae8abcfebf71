"""Signing in: by password, and by a code that a text message brings, which also registers."""

from datetime import timedelta

from allauth.account import views as account_views
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.codes import CodeRefusedError, check_code, is_open, send_code
from portal.accounts.forms import CodeForm, NewPasswordForm, NewPersonForm, PhoneForm
from portal.accounts.models import OneTimeCode, User
from portal.accounts.services import PhoneTakenError, register
from portal.core.client import client_address
from portal.web.frame import FormPage, FramedForm, wanted_next, with_next
from portal.web.meta import Crumb
from portal.web.once import FORM_FIELD

# How long after its use a code still proves that the person holds the number, while the next page is filled in.
PROOF_LASTS = timedelta(minutes=30)
SENT, _PROVED = "one_time_code", "proved_code"
SIGN_IN = Crumb(_("登录"), "/accounts/login/")


def enter(request, user: User, target: str, *, method: str):
    """Sign a person in who has proved who they are; the second factor comes in between where it is set up."""
    record_authentication(request, user, method=method)
    return perform_login(request, Login(user=user, redirect_url=target or None))


class SignInView(FramedForm, account_views.LoginView):
    """Sign-in by user name or number and password."""

    title = _("登录")
    lead = _("用手机号码或用户名和密码登录。没有密码或忘了密码，可用短信验证码登录。")
    submit_label = _("登录")
    once = False

    def links(self):
        target = wanted_next(self.request)
        ways = [
            Crumb(_("用短信验证码登录或注册"), with_next("accounts:code", target)),
            Crumb(_("忘记密码"), reverse("account_reset_password")),
            Crumb(_("收不到短信，用密码注册"), with_next("account_signup", target)),
            Crumb(_("用服务网点的注册码注册"), with_next("accounts:paper", target)),
        ]
        if settings.WEIXIN_ENABLED:
            ways.append(Crumb(_("用微信登录"), with_next("weixin_login", target)))
        return ways


class CodeRequestView(FormPage):
    """Asks for a number and sends it a code. Nothing here depends on whether the number has an account."""

    purpose = OneTimeCode.Purpose.SIGN_IN
    confirm_name = "accounts:code-confirm"
    form_class = PhoneForm
    title = _("短信验证码登录")
    lead = _("没有账号的，验证后即可注册。")
    submit_label = _("获取验证码")
    once = False
    crumbs = (SIGN_IN,)

    def links(self):
        target = wanted_next(self.request)
        return [
            Crumb(_("用密码登录"), with_next("account_login", target)),
            Crumb(_("收不到短信，用密码注册"), with_next("account_signup", target)),
            Crumb(_("用服务网点的注册码注册"), with_next("accounts:paper", target)),
        ]

    def perform(self, form):
        try:
            form_key = self.request.POST.get(FORM_FIELD, "")
            code = send_code(form.cleaned_data["phone"], self.purpose, client_address(self.request), form_key)
        except CodeRefusedError as error:
            raise ValidationError(str(error)) from error
        self.request.session[SENT] = code.pk
        return with_next(self.confirm_name, wanted_next(self.request))


class CodeConfirmView(FormPage):
    """Takes the code. It sends a new one, too: then the earlier one is worth nothing."""

    purpose = OneTimeCode.Purpose.SIGN_IN
    request_name = "accounts:code"
    template_name = "pages/accounts/code.html"
    form_class = CodeForm
    title = _("填写验证码")
    crumbs = (SIGN_IN,)
    extra_context = {"can_resend": True}

    def dispatch(self, request, *args, **kwargs):
        self.code = OneTimeCode.objects.filter(pk=request.session.get(SENT), purpose=self.purpose).first()
        if self.code is None:
            return redirect(self.request_name)
        return super().dispatch(request, *args, **kwargs)

    @property
    def lead(self):
        """Where the code went, masked."""
        from portal.core.masking import mask_phone

        return _("验证码已发送到 %(phone)s，%(minutes)s 分钟内有效，最多可输错 %(tries)s 次。") % {
            "phone": mask_phone(self.code.phone),
            "minutes": settings.ONE_TIME_CODE_SECONDS // 60,
            "tries": settings.ONE_TIME_CODE_TRIES,
        }

    def links(self):
        return [Crumb(_("换一个号码"), reverse(self.request_name))]

    def post(self, request, *args, **kwargs):
        return self._resend() if "resend" in request.POST else super().post(request, *args, **kwargs)

    def _resend(self):
        form = self.form_class({})
        form.errors.clear()
        try:
            self.code = send_code(self.code.phone, self.purpose, client_address(self.request), self.request.POST.get(FORM_FIELD, ""))
        except CodeRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        self.request.session[SENT] = self.code.pk
        return redirect(self.request.get_full_path())

    def perform(self, form):
        if check_code(self.code, form.cleaned_data["code"]):
            return self.proved()
        raise ValidationError({"code": _("验证码不正确。") if is_open(self.code) else _("验证码已失效，请重新获取。")})

    def proved(self):
        """Sign the holder in, or go on to register a new person."""
        del self.request.session[SENT]
        holder = User.objects.verified_holder(self.code.phone)
        target = wanted_next(self.request)
        if holder:
            return enter(self.request, holder, target, method="code")
        self.request.session[_PROVED] = self.code.pk
        return with_next("accounts:code-new", target)


class ProvedPhoneMixin:
    """A page for whoever has just proved to hold a number."""

    purpose = OneTimeCode.Purpose.SIGN_IN
    request_name = "accounts:code"

    def dispatch(self, request, *args, **kwargs):
        fresh = OneTimeCode.objects.filter(created_at__gt=timezone.now() - PROOF_LASTS, state=OneTimeCode.State.USED)
        self.code = fresh.filter(pk=request.session.get(_PROVED), purpose=self.purpose).first()
        if self.code is None:
            return redirect(self.request_name)
        return super().dispatch(request, *args, **kwargs)


class NewPersonView(ProvedPhoneMixin, FormPage):
    """Registers the holder of a proved number."""

    form_class = NewPersonForm
    title = _("完成注册")
    lead = _("手机号码已核验。请告诉我们怎么称呼您。")
    submit_label = _("同意并注册")
    crumbs = (SIGN_IN,)
    extra_context = {"terms": True}

    def perform(self, form):
        try:
            user = register(form.cleaned_data["name"], phone=self.code.phone, verified=True)
        except PhoneTakenError:
            # The same person in another window: the number is proved either way.
            user = User.objects.verified_holder(self.code.phone)
        self.request.session.pop(_PROVED, None)
        return enter(self.request, user, wanted_next(self.request), method="code")


class ForgottenPasswordView(CodeRequestView):
    """Sends a code that lets the holder of a number choose a new password."""

    purpose = OneTimeCode.Purpose.PASSWORD
    confirm_name = "accounts:password-confirm"
    title = _("忘记密码")
    lead = _("我们向您核验过的手机号码发送验证码。没有核验过手机的账号，请到服务网点或联系我们办理。")


class ForgottenConfirmView(CodeConfirmView):
    """Takes that code."""

    purpose = OneTimeCode.Purpose.PASSWORD
    request_name = "account_reset_password"

    def proved(self):
        del self.request.session[SENT]
        self.request.session[_PROVED] = self.code.pk
        return reverse("accounts:password-new")


class ForgottenNewView(ProvedPhoneMixin, FormPage):
    """Takes the new password of a proved holder."""

    purpose = OneTimeCode.Purpose.PASSWORD
    request_name = "account_reset_password"
    form_class = NewPasswordForm
    title = _("设置新密码")
    submit_label = _("保存并登录")
    crumbs = (SIGN_IN,)

    def perform(self, form):
        from allauth.account.adapter import get_adapter

        user = User.objects.verified_holder(self.code.phone)
        if user is None:
            raise ValidationError(_("这个手机号码还没有账号，请先注册。"))
        get_adapter(self.request).set_password(user, form.cleaned_data["password1"])
        self.request.session.pop(_PROVED, None)
        return enter(self.request, user, "", method="code")
