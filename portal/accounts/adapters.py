"""How allauth behaves here: our limits, our names, no messages in English, second factors encrypted and drawn without a library."""

import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.accounts.limits import clear, consume, give_back
from portal.accounts.models.people import plain_number
from portal.accounts.services import new_username, terms_due
from portal.core import audit
from portal.core.addresses import parts_of
from portal.core.client import client_address
from portal.core.encryption import cipher
from portal.core.validators import mobile_number


def name_as_counted(name: str) -> str:
    """Return the one form of a typed name under which its failures are counted."""
    number = plain_number(name)
    return number if mobile_number.regex.fullmatch(number) else name.strip().casefold()


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by name and password, within limits that hold for names with and without an account alike."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名、手机号码或密码不正确。"),
        "too_many_login_attempts": _("尝试次数太多，请 15 分钟后再试，或用短信验证码登录。"),
    }

    def pre_authenticate(self, request, **credentials):
        name = name_as_counted(credentials.get("username", ""))
        if not consume("password_address", client_address(request)):
            raise self.validation_error("too_many_login_attempts")
        if not consume("password_name", name):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            clear("password_name", name_as_counted(credentials.get("username", "")))
            # An office of a hundred signs in behind one address.
            give_back("password_address", client_address(request))
        return user

    def is_ajax(self, request):
        """Return False: no script of ours asks for a form as data, in which allauth would tell a typed password again."""
        return False

    def is_safe_url(self, url):
        """Return whether an address leads to this site; what is no address leads nowhere."""
        return bool(url) and bool(parts_of(url).geturl()) and super().is_safe_url(url)

    def get_client_ip(self, request):
        return client_address(request)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say nothing: our pages say what has happened."""

    def get_login_redirect_url(self, request):
        """Return the back office for staff, one's own pages for everybody else."""
        return reverse("wagtailadmin_home") if request.user.has_perm("wagtailadmin.access_admin") else reverse("accounts:my")

    get_signup_redirect_url = get_login_redirect_url

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if not user.has_perm("wagtailadmin.access_admin") and terms_due(user):
            response["Location"] = f"{reverse('accounts:agree')}?{urlencode({'next': response['Location']})}"
        return response

    def get_password_change_redirect_url(self, request):
        """Return where people are at home."""
        return self.get_login_redirect_url(request)

    def set_password(self, user, password):
        user.must_change_password = False
        super().set_password(user, password)
        audit.record("accounts.password_changed", user, actor=user)

    def generate_unique_username(self, txts, regex=None):
        """Return a name that says nothing of the person."""
        return new_username()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted like other personal data, the QR code drawn by segno."""

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_label(self, user):
        return user.username

    def get_totp_issuer(self):
        return settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url):
        out = io.BytesIO()
        segno.make(url, error="m", micro=False).save(out, kind="svg", scale=5, border=2, xmldecl=False)
        return out.getvalue().decode()


class SocialAdapter(DefaultSocialAccountAdapter):
    """WeChat: a new person names themselves and agrees to the terms first; nothing of the profile but its key is kept."""

    def list_apps(self, request, provider=None, client_id=None):
        """Return the one application of the settings; the table of applications is not used, so secrets stay out of the database."""
        if not settings.WEIXIN_ENABLED or provider not in {None, "weixin"} or client_id not in {None, settings.WEIXIN_APP_ID}:
            return []
        return [SocialApp(provider="weixin", name="weixin", client_id=settings.WEIXIN_APP_ID, secret=settings.WEIXIN_APP_SECRET)]

    def populate_user(self, request, sociallogin, data):
        user = sociallogin.user
        user.username = new_username()
        sociallogin.account.extra_data = {}
        return user
