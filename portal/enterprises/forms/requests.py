"""Papers handed in, and what staff say to them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.core.validators import credit_code, plain_credit_code
from portal.enterprises.models import Membership, VerificationRequest
from portal.media.fields import PictureField
from portal.web.forms import PlainModelForm

_LICENCE_HELP = _("四角完整、字迹清楚的照片。只有您和负责核验的工作人员能看到，不公开。")


class RequestForm(PlainModelForm):
    """Registers an enterprise or claims a listed one; which of the two, the credit code says."""

    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=60,
        help_text=_("营业执照上的 18 位代码，可带空格。依法无需登记的不填，勾选下一项。"),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off"}),
    )
    exempt = forms.BooleanField(label=_("依法无需登记（如个人销售自产农副产品）"), required=False)
    licence = PictureField(label=_("营业执照照片"), required=False, help_text=_LICENCE_HELP)

    class Meta:
        model = VerificationRequest
        fields = ["name", "enterprise_kind", "credit_code", "exempt", "industry", "town", "licence", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("industry", "town"):
            self.fields[name].required = True

    def clean_name(self):
        """Return the name without blanks at its ends and between Chinese characters, as copying from a picture leaves them."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_credit_code(self):
        """Return the code as the licence prints it."""
        code = plain_credit_code(self.cleaned_data["credit_code"])
        if code:
            credit_code(code)
        return code

    def clean(self):
        cleaned = super().clean()
        code, exempt = cleaned.get("credit_code"), cleaned.get("exempt")
        if exempt and code:
            self.add_error("exempt", _("填写了统一社会信用代码，就不用勾选“依法无需登记”。"))
        if "credit_code" not in self.errors and not exempt and not code:
            self.add_error("credit_code", _("请填写统一社会信用代码；依法无需登记的，请勾选下一项。"))
        if "licence" not in self.errors and not exempt and not cleaned.get("licence"):
            self.add_error("licence", _("请上传营业执照照片。"))
        return cleaned


class RenewForm(forms.Form):
    """The licence again, for an enterprise whose verification ends or has ended."""

    licence = PictureField(label=_("营业执照照片"), help_text=_LICENCE_HELP)
    note = forms.CharField(label=_("补充说明"), required=False, max_length=300)


class DecisionForm(forms.Form):
    """What staff decide about papers; nothing is chosen beforehand."""

    decision = forms.ChoiceField(
        label=_("核验结果"),
        choices=[("verify", _("核验通过")), ("refuse", _("不通过"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请对照执照后选择核验结果。")},
    )
    reason = forms.CharField(label=_("原因"), max_length=300, required=False, help_text=_("不通过时必填，申请人能看到。"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not (cleaned.get("reason") or "").strip():
            raise ValidationError({"reason": _("请写明不通过的原因。")})
        return cleaned


class InviteForm(forms.Form):
    """Whom an owner invites."""

    phone = PhoneField()
    role = forms.ChoiceField(label=_("身份"), choices=[choice for choice in Membership.Role.choices if choice[0] != Membership.Role.OWNER])


class GiveBackForm(forms.Form):
    """The wish to give an enterprise back, meant."""

    sure = forms.BooleanField(label=_("我确认把企业交还中心"), error_messages={"required": _("请先勾选确认。")})
