"""Registering while no text message comes: by password, or by a paper code of a contact point."""

from django.contrib.auth import get_backends
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.accounts import paper
from portal.accounts.forms import PaperSignUpForm, PasswordSignUpForm
from portal.accounts.limits import consume
from portal.accounts.notifications import notify
from portal.accounts.services import register
from portal.accounts.views.sign_in import SIGN_IN, enter
from portal.core.client import client_address
from portal.web.frame import FormPage, wanted_next, with_next
from portal.web.meta import Crumb


class PasswordSignUpView(FormPage):
    """Registers with a password. The number stays unverified, so this answers alike whether it has an account or not."""

    form_class = PasswordSignUpForm
    title = _("用密码注册")
    lead = _("收不到短信时可以这样注册；能收短信的，用短信验证码注册更简单。")
    submit_label = _("同意并注册")
    crumbs = (SIGN_IN,)
    extra_context = {"terms": True}

    def dispatch(self, request, *args, **kwargs):
        return redirect("accounts:my") if request.user.is_authenticated else super().dispatch(request, *args, **kwargs)

    def links(self):
        target = wanted_next(self.request)
        return [
            Crumb(_("用短信验证码登录或注册"), with_next("accounts:code", target)),
            Crumb(_("用服务网点的注册码注册"), with_next("accounts:paper", target)),
            Crumb(_("已有账号，去登录"), with_next("account_login", target)),
        ]

    def perform(self, form):
        if not consume("sign_up_address", client_address(self.request)):
            raise ValidationError(_("这个网络今天注册的人太多，请明天再试或使用注册码。"))
        return self.registered(form)

    def registered(self, form):
        """Register the person, tell them their user name, and sign them in."""
        data = form.cleaned_data
        user = register(data["name"], phone=data["phone"], password=data["password1"])
        user.backend = f"{get_backends()[0].__module__}.{type(get_backends()[0]).__name__}"
        self.tell_name(user)
        return enter(self.request, user, wanted_next(self.request), method="password")

    def tell_name(self, user) -> None:
        """Put the user name into the inbox: it signs in where the number is not verified yet."""
        text = _("您的用户名是 %(name)s，请记下来。手机号码核验之前，若用手机号码登录不成功，请用用户名登录。") % {"name": user.username}
        notify(user, str(_("欢迎注册")), str(text), "/my/data/phone/")


class PaperSignUpView(PasswordSignUpView):
    """Registers with a code from a contact point, which proves that staff have seen the person."""

    form_class = PaperSignUpForm
    title = _("用注册码注册")
    lead = _("注册码由服务网点发放，只能用一次。")

    def links(self):
        return super().links()[::2]

    def perform(self, form):
        if not consume("paper_address", client_address(self.request)):
            raise ValidationError({"code": _("尝试次数太多，请一小时后再试。")})
        code = paper.use_code(form.cleaned_data["code"])
        if code is None:
            raise ValidationError({"code": _("注册码不正确，或者已经用过、已过期。")})
        response = self.registered(form)
        paper.note_user(code, self.request.user)
        return response
