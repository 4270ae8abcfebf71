"""The back office's door: Wagtail's page, with numbers as names, limits and the second factor."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView


class StaffSignInForm(LoginForm):
    """Checks the password within the limits that hold for all doors."""

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("用户名或手机号码")
        self.fields["username"].widget.attrs["placeholder"] = _("用户名或手机号码")
        self.fields["password"].label = _("密码")

    def clean(self):
        """Check name and password.

        Raises:
            ValidationError: they do not fit, or were tried too often.
        """
        data = self.cleaned_data
        if "username" in data and "password" in data:
            credentials = {"username": data["username"], "password": data["password"]}
            self.user_cache = get_adapter(self.request).authenticate(self.request, **credentials)
            if self.user_cache is None:
                raise ValidationError(_("用户名、手机号码或密码不正确。"), code="invalid_login")
        return data


class StaffSignInView(LoginView):
    """Wagtail's sign-in page; the second factor comes after it where it is set up."""

    def get_form_class(self):
        return StaffSignInForm

    def form_valid(self, form):
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        response = perform_password_login(self.request, {"username": form.cleaned_data["username"]}, login)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data.get("remember") else 0)
        return response
