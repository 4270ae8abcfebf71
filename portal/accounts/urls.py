"""Paths of accounts. allauth's names are kept, since its own code uses them; its pages stand in our frame."""

from allauth.socialaccount.providers.weixin import views as weixin
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from portal.accounts.views import allauth_views, closing, data, my, sign_in, sign_up, texts

own = [
    path("accounts/code/", sign_in.CodeRequestView.as_view(), name="code"),
    path("accounts/code/confirm/", sign_in.CodeConfirmView.as_view(), name="code-confirm"),
    path("accounts/code/new/", sign_in.NewPersonView.as_view(), name="code-new"),
    path("accounts/paper/", sign_up.PaperSignUpView.as_view(), name="paper"),
    path("accounts/password/reset/confirm/", sign_in.ForgottenConfirmView.as_view(), name="password-confirm"),
    path("accounts/password/reset/new/", sign_in.ForgottenNewView.as_view(), name="password-new"),
    path("accounts/agree/", texts.AgreeView.as_view(), name="agree"),
    path("accounts/closed/", texts.ClosedView.as_view(), name="closed"),
    path("my/", my.OverviewView.as_view(), name="my"),
    path("my/messages/", my.InboxView.as_view(), name="inbox"),
    path("my/messages/<int:pk>/", my.MessageView.as_view(), name="message"),
    path("my/data/", data.DataView.as_view(), name="data"),
    path("my/data/export/", data.ExportView.as_view(), name="data-export"),
    path("my/data/correct/", data.CorrectView.as_view(), name="data-correct"),
    path("my/data/close/", closing.CloseView.as_view(), name="data-close"),
    path("my/data/close/confirm/", closing.CloseConfirmView.as_view(), name="close-confirm"),
    path("my/data/consents/<int:pk>/withdraw/", data.WithdrawView.as_view(), name="consent-withdraw"),
    path("my/data/phone/", data.PhoneView.as_view(), name="phone"),
    path("my/data/phone/confirm/", data.PhoneConfirmView.as_view(), name="phone-confirm"),
    path("terms/", texts.TextView.as_view(purpose="terms"), name="terms"),
    path("privacy/", texts.TextView.as_view(purpose="privacy"), name="privacy"),
]
_second_factor = [
    path("", allauth_views.SecondFactorIndexView.as_view(), name="mfa_index"),
    path("authenticate/", allauth_views.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("reauthenticate/", allauth_views.SecondFactorAgainView.as_view(), name="mfa_reauthenticate"),
    path("totp/activate/", allauth_views.ActivateView.as_view(), name="mfa_activate_totp"),
    path("totp/deactivate/", allauth_views.DeactivateView.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", allauth_views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", allauth_views.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
_accounts = [
    path("", RedirectView.as_view(pattern_name="accounts:my"), name="accounts_root"),
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("logout/", allauth_views.SignOutView.as_view(), name="account_logout"),
    path("inactive/", allauth_views.LockedView.as_view(), name="account_inactive"),
    path("signup/", sign_up.PasswordSignUpView.as_view(), name="account_signup"),
    path("email/", RedirectView.as_view(pattern_name="accounts:data"), name="account_email"),
    path("reauthenticate/", allauth_views.AgainView.as_view(), name="account_reauthenticate"),
    path("password/change/", allauth_views.PasswordChangeView.as_view(), name="account_change_password"),
    path("password/set/", allauth_views.PasswordSetView.as_view(), name="account_set_password"),
    path("password/reset/", sign_in.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("2fa/", include(_second_factor)),
]
_weixin = [
    path("weixin/login/", weixin.oauth2_login, name="weixin_login"),
    path("weixin/login/callback/", weixin.oauth2_callback, name="weixin_callback"),
    path("3rdparty/", RedirectView.as_view(pattern_name="accounts:data"), name="socialaccount_connections"),
    path("3rdparty/signup/", allauth_views.SocialSignUpView.as_view(), name="socialaccount_signup"),
    path("3rdparty/login/cancelled/", allauth_views.SocialCancelledView.as_view(), name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", allauth_views.SocialErrorView.as_view(), name="socialaccount_login_error"),
]
urlpatterns = [
    path("", include((own, "accounts"))),
    path("accounts/", include(_accounts)),
    *([path("accounts/", include(_weixin))] if settings.WEIXIN_ENABLED else []),
]
