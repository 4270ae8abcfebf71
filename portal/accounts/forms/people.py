"""What people fill in to register, sign in by code, and keep their data right."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.models.people import digits_of, plain_number
from portal.core.validators import mobile_number
from portal.web.forms import PlainModelForm

_AGREE = _("我已阅读并同意《用户协议》和《隐私政策》")


class PhoneField(forms.CharField):
    """A mobile number, however it is typed."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("手机号码"))
        attributes = {"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}
        super().__init__(max_length=40, widget=forms.TextInput(attributes), **kwargs)

    def clean(self, value):
        number = plain_number(super().clean(value))
        if number or self.required:
            mobile_number(number)
        return number


def _name_field(**kwargs) -> forms.CharField:
    return forms.CharField(label=_("姓名或称呼"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}), **kwargs)


def _agree_field() -> forms.BooleanField:
    return forms.BooleanField(label=_AGREE, error_messages={"required": _("请先阅读并勾选同意。")})


class PhoneForm(forms.Form):
    """A number to which a code is sent."""

    phone = PhoneField()


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("短信验证码"), max_length=12, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"})
    )

    def clean_code(self):
        """Return the digits."""
        return digits_of(self.cleaned_data["code"])


class NewPersonForm(forms.Form):
    """A new person whose number is proved."""

    name = _name_field()
    agree = _agree_field()


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password1 = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("至少 10 个字符，不能全是数字，也不能太常见。"),
    )
    password2 = forms.CharField(
        label=_("再输一次密码"), strip=False, max_length=128, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("两次输入的密码不一样。"))
        elif first:
            try:
                validate_password(first, User(first_name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class PasswordSignUpForm(NewPasswordForm):
    """Registration without a text message."""

    field_order = ["name", "phone", "password1", "password2", "agree"]

    name = _name_field()
    phone = PhoneField(help_text=_("以后可用它登录。短信恢复后请在“我的”里核验。"))
    agree = _agree_field()


class PaperSignUpForm(PasswordSignUpForm):
    """Registration with a code from a contact point."""

    field_order = ["code", "name", "phone", "password1", "password2", "agree"]

    code = forms.CharField(
        label=_("注册码"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("服务网点发给您的 10 位数字。"),
    )


class AgreeForm(forms.Form):
    """Agreement to a new version of the terms."""

    agree = _agree_field()


class CorrectForm(PlainModelForm):
    """One's own name and e-mail address."""

    name = _name_field()
    email = forms.EmailField(
        label=_("电子邮箱（选填）"), required=False, max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )

    class Meta:
        model = User
        fields = ["email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.instance.get_full_name()
        self.order_fields(["name", "email"])

    def save(self, commit=True):
        if self.cleaned_data["name"] != self.instance.get_full_name():
            self.instance.last_name, self.instance.first_name = "", self.cleaned_data["name"]
        return super().save(commit)


class CloseForm(forms.Form):
    """The wish to close one's account, meant."""

    sure = forms.BooleanField(label=_("我明白注销后不能恢复"), error_messages={"required": _("请先勾选确认。")})


class CloseCodeForm(CodeForm, CloseForm):
    """The same with the code that came to one's own phone."""

    field_order = ["code", "sure"]
