"""allauth's forms with Chinese labels of ours and limits that all processes share."""

from collections.abc import Callable

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.socialaccount.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import AgreeForm, NewPersonForm
from portal.accounts.limits import clear, consume
from portal.accounts.services import agree_to_terms


def _label(form: forms.Form, **labels) -> None:
    """Give fields their labels; placeholders that only repeat a label are left out, since they vanish while typing."""
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if _is_current_password(field):
            field.help_text = ""


def _is_current_password(field: forms.Field) -> bool:
    # allauth puts a link to the reset page there, which our pages show beside the button.
    return isinstance(field.widget, forms.PasswordInput) and field.widget.attrs.get("autocomplete") == "current-password"


def _tried(limit: str, user, check: Callable[[], str], too_often: str) -> str:
    """Return what a check of a secret returns, if it was not tried too often; a right one is forgotten.

    Raises:
        ValidationError: ``too_often``, or what the check says.
    """
    who = str(user.pk)
    if not consume(limit, who):
        raise forms.ValidationError(too_often)
    found = check()
    clear(limit, who)
    return found


class PasswordSignInForm(account_forms.LoginForm):
    """A name or number, and a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 150
        self.fields["password"].max_length = 128
        _label(self, login=_("手机号码或用户名"), password=_("密码"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self):
        """Return the name; a null character is in no name and no database takes it."""
        return super().clean_login().replace("\x00", "")


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The password that was, and the new one twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, oldpassword=_("现在的密码"), password1=_("新密码"), password2=_("再输一次新密码"))

    def clean_oldpassword(self):
        """Return the password if it is right and was not tried too often: an open session on a lent phone is no way to guess it.

        Raises:
            ValidationError: it is neither.
        """
        return _tried(
            "password_change", self.user, super().clean_oldpassword, _("输错次数太多，请 15 分钟后再试，或用短信验证码重设密码。")
        )


class SetPasswordForm(account_forms.SetPasswordForm):
    """A first password, twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, password1=_("新密码"), password2=_("再输一次新密码"))


class ReauthenticateForm(account_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, password=_("密码"))


class _LimitedCodeMixin:
    """Counts wrong codes of one person in the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].max_length = 20
        _label(self, code=_("动态口令或备用码"))

    def clean_code(self):
        """Return the code if it is right and not the sixth try.

        Raises:
            ValidationError: it is neither.
        """
        return _tried("second_factor", self.user, super().clean_code, _("输错次数太多，请 15 分钟后再试，或联系管理员。"))


class SecondFactorForm(_LimitedCodeMixin, mfa_forms.AuthenticateForm):
    """The second factor at sign-in."""


class SecondFactorAgainForm(_LimitedCodeMixin, mfa_forms.ReauthenticateForm):
    """The second factor once more."""


class ActivateSecondFactorForm(_LimitedCodeMixin, totp_forms.ActivateTOTPForm):
    """The first code of a new second factor."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, code=_("动态口令（6 位数字）"))


class SocialSignUpForm(SignupForm):
    """A new person who came from WeChat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"name": NewPersonForm.base_fields["name"], "agree": AgreeForm.base_fields["agree"]}

    def save(self, request):
        self.sociallogin.user.first_name = self.cleaned_data["name"]
        user = super().save(request)
        agree_to_terms(user)
        return user
