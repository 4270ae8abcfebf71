"""Forms of the account pages."""

from portal.accounts.forms.allauth_forms import (
    ActivateSecondFactorForm,
    ChangePasswordForm,
    PasswordSignInForm,
    ReauthenticateForm,
    SecondFactorAgainForm,
    SecondFactorForm,
    SetPasswordForm,
    SocialSignUpForm,
)
from portal.accounts.forms.people import (
    AgreeForm,
    CloseCodeForm,
    CloseForm,
    CodeForm,
    CorrectForm,
    NewPasswordForm,
    NewPersonForm,
    PaperSignUpForm,
    PasswordSignUpForm,
    PhoneForm,
)

__all__ = [
    "ActivateSecondFactorForm",
    "AgreeForm",
    "ChangePasswordForm",
    "CloseCodeForm",
    "CloseForm",
    "CodeForm",
    "CorrectForm",
    "NewPasswordForm",
    "NewPersonForm",
    "PaperSignUpForm",
    "PasswordSignInForm",
    "PasswordSignUpForm",
    "PhoneForm",
    "ReauthenticateForm",
    "SecondFactorAgainForm",
    "SecondFactorForm",
    "SetPasswordForm",
    "SocialSignUpForm",
]
