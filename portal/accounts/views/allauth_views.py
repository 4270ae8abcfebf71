"""allauth's other pages in our frame."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.socialaccount import views as social_views
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.sign_in import SIGN_IN
from portal.web.frame import MY, FramedForm
from portal.web.meta import Crumb

SECOND_FACTOR = Crumb(_("双重验证"), "/accounts/2fa/")


class SignOutView(FramedForm, account_views.LogoutView):
    """Asks before signing out."""

    title = _("退出登录")
    submit_label = _("退出登录")


class LockedView(FramedForm, account_views.AccountInactiveView):
    """Tells the holder of a locked account, who has proved to be that, what to do."""

    template_name = "pages/accounts/note.html"
    title = _("账号已停用")
    lead = _("这个账号已停用。如有疑问，请联系我们。")


class PasswordChangeView(FramedForm, account_views.PasswordChangeView):
    """Changes the password."""

    title = _("修改密码")
    submit_label = _("保存")
    crumbs = (MY,)

    @property
    def lead(self):
        """Why, if it must be."""
        return _("这是首次登录或管理员重设后的登录，请先修改密码。") if self.request.user.must_change_password else ""


class PasswordSetView(FramedForm, account_views.PasswordSetView):
    """Sets a first password."""

    title = _("设置密码")
    lead = _("设置后可用手机号码和密码登录。")
    submit_label = _("保存")
    crumbs = (MY,)


class AgainView(FramedForm, account_views.ReauthenticateView):
    """Asks for the password before something that matters."""

    title = _("请再次输入密码")
    lead = _("为了您的账号安全，继续之前请确认是您本人。")
    crumbs = (MY,)


class SecondFactorView(FramedForm, mfa_views.AuthenticateView):
    """Asks for the second factor at sign-in."""

    title = _("双重验证")
    lead = _("请打开手机上的动态口令应用，填写 6 位数字；也可填写一个备用码。")
    submit_label = _("登录")
    crumbs = (SIGN_IN,)


class SecondFactorAgainView(FramedForm, mfa_views.ReauthenticateView):
    """Asks for it before something that matters."""

    title = _("请再次验证")
    lead = SecondFactorView.lead
    crumbs = (MY,)


class SecondFactorIndexView(FramedForm, mfa_views.IndexView):
    """Says whether there is a second factor."""

    template_name = "pages/accounts/second_factor.html"
    title = _("双重验证")
    lead = _("登录时除密码外，再填写手机应用上的动态口令。工作人员进入后台必须启用。")
    crumbs = (MY,)


class ActivateView(FramedForm, totp_views.ActivateTOTPView):
    """Sets up a second factor."""

    template_name = "pages/accounts/second_factor_new.html"
    title = _("启用双重验证")
    lead = _("用手机上的动态口令应用扫描二维码，或手工输入密钥，再填写应用显示的 6 位数字。")
    submit_label = _("启用")
    crumbs = (MY, SECOND_FACTOR)


class DeactivateView(FramedForm, totp_views.DeactivateTOTPView):
    """Takes the second factor away."""

    title = _("停用双重验证")
    lead = _("停用后只凭密码就能登录。")
    submit_label = _("停用")
    crumbs = (MY, SECOND_FACTOR)


class RecoveryCodesView(FramedForm, recovery_views.ViewRecoveryCodesView):
    """Shows the codes for a lost phone."""

    template_name = "pages/accounts/recovery_codes.html"
    title = _("备用码")
    lead = _("手机丢失时，每个备用码可代替动态口令用一次。请抄写或打印后妥善保存。")
    crumbs = (MY, SECOND_FACTOR)


class NewRecoveryCodesView(FramedForm, recovery_views.GenerateRecoveryCodesView):
    """Makes new ones."""

    title = _("重新生成备用码")
    lead = _("原有的备用码将全部作废。")
    submit_label = _("重新生成")
    crumbs = (MY, SECOND_FACTOR)


class SocialSignUpView(FramedForm, social_views.SignupView):
    """Registers a new person who came from WeChat."""

    title = _("完成注册")
    lead = _("请告诉我们怎么称呼您。")
    submit_label = _("同意并注册")
    crumbs = (SIGN_IN,)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "terms": True}


class SocialCancelledView(FramedForm, social_views.LoginCancelledView):
    """The person said no to WeChat."""

    template_name = "pages/accounts/note.html"
    title = _("已取消微信登录")
    lead = _("您可以改用短信验证码或密码登录。")


class SocialErrorView(FramedForm, social_views.LoginErrorView):
    """WeChat did not answer as it should."""

    template_name = "pages/accounts/note.html"
    title = _("微信登录没有成功")
    lead = _("请稍后再试，或改用短信验证码、密码登录。")

    def links(self):
        return [Crumb(_("去登录"), reverse("account_login"))]
