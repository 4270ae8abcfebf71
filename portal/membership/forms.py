"""What applicants, members and staff fill in (R-FORM-1)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.cases.forms import MoveForm
from portal.enterprises.models import Enterprise
from portal.membership.models import BenefitUse, Invitation, MembershipApplication, MembershipTerm, MemberType
from portal.membership.services.applications import STEPS
from portal.uploads.fields import RecordFileField
from portal.web.forms import DayInput, PlainFields, PlainModelForm, agreement

_FILES = forms.FileInput({"accept": ".pdf,.docx,image/*"})
PAPERS: dict[str, tuple[str | Promise, str | Promise]] = {
    "licence": (_("营业执照"), _("企业的核验证照已在网站上的，可以不再上传。")),
    "proof": (_("其他材料"), _("例如经营情况、服务本县企业的合同，PDF、Word 文档或照片。")),
}


class InvitedForm(PlainFields, forms.Form):
    """What a firm that was invited says of itself."""

    business = forms.CharField(label=_("主要业务"), max_length=200, help_text=_("例如“茶叶网络零售”“乡镇快递”。"))
    relation = forms.ChoiceField(label=_("与本县的关系"), choices=[("", _("请选择")), *MembershipApplication.Relation.choices])
    name = forms.CharField(label=_("联系人"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    reasons = forms.CharField(
        label=_("申请理由"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("想得到哪些帮助，能为其他会员做什么。不要写身份证号和银行账号。"),
    )
    licence = RecordFileField(label=PAPERS["licence"][0], help_text=PAPERS["licence"][1], required=False, widget=_FILES)
    proof = RecordFileField(label=PAPERS["proof"][0], help_text=PAPERS["proof"][1], required=False, widget=_FILES)
    promise = agreement(_("我承诺遵守法律和会员规则，履行上面列出的会员义务"))
    agree = agreement(_("我同意中心为办理会员申请使用联系人、手机号码和申请材料"))
    listed = forms.BooleanField(
        label=_("我同意成为会员后在网站上公开列出名称和会员类型"),
        required=False,
        help_text=_("单独的同意，不勾选也可以申请，以后随时可以改。"),
    )

    def papers(self) -> list[tuple]:
        """Return what was sent: what each is, and its file."""
        return [(str(label), self.cleaned_data[name]) for name, (label, _help) in PAPERS.items() if self.cleaned_data.get(name)]

    def said(self) -> dict[str, Any]:
        """Return what the service keeps of it, beside the papers."""
        left_out = {"promise", "agree", *PAPERS}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class ApplicationForm(InvitedForm):
    """The same of who comes unasked: of which type, for which firm or as a person.

    Args:
        organisations: the firms for which the person may apply.
    """

    member_type = forms.ModelChoiceField(MemberType.objects.filter(by_invitation=False), label=_("会员类型"), empty_label=_("请选择"))
    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("以谁的名义"), required=False, empty_label=_("个人"))
    trade_name = forms.CharField(
        label=_("店名或经营名称"), max_length=60, required=False, help_text=_("个人申请的必填，不要写本人姓名；同意公开的，网站上显示它。")
    )
    field_order = ("member_type", "enterprise", "trade_name")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.filter(pk__in=[row.pk for row in organisations])
        if not organisations:
            del self.fields["enterprise"]


class LeaveForm(PlainFields, forms.Form):
    """The wish to leave, meant."""

    reason = forms.CharField(label=_("退出原因"), max_length=300, required=False, widget=forms.Textarea)
    sure = forms.BooleanField(
        label=_("我明白退出后不再享受会员权益，已有铭牌的要交回中心"), error_messages={"required": _("请先勾选确认。")}
    )


class ApplicationMoveForm(MoveForm):
    """The next step of an application, out of those that this member of staff may take.

    Args:
        may: returns whether they have a right.
    """

    answer_when_escalated = _("会员管理岗已提报，等中心主任审批。")

    def __init__(self, *args, may, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {
            MembershipApplication.State.PROPOSED: _("提报中心主任"),
            MembershipApplication.State.APPROVED: _("批准"),
            MembershipApplication.State.REFUSED: _("不批准"),
        }
        field = self.fields["to_state"]
        field.choices = [(value, labels[value]) for value, _label in field.choices if value in STEPS and may(STEPS[value])]
        self.fields["reason"].label = _("给申请人的答复")
        if "note" in self.fields:
            self.fields["note"].label = _("提报意见")
            self.fields["note"].help_text = _("写给中心主任，申请人看不到。")


class DayForm(forms.Form):
    """The day on which something was done."""

    day = forms.DateField(label=_("日期"), widget=DayInput, initial=timezone.localdate)


class SignForm(DayForm):
    """The signed agreement."""

    file = RecordFileField(label=_("协议扫描件"), help_text=_("PDF、Word 文档或照片。"), widget=_FILES)


class RemoveForm(forms.Form):
    """Why a member is removed."""

    reason = forms.CharField(
        label=_("清退理由"), max_length=300, widget=forms.Textarea({"rows": 3}), help_text=_("违反了哪条规则，会员会看到。")
    )


class PlainForm(forms.Form):
    """Nothing but the button."""


class UseForm(PlainModelForm):
    """A benefit that a member has had."""

    class Meta:
        model = BenefitUse
        fields = ("benefit", "used_on", "what")
        widgets = {"used_on": DayInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["benefit"].queryset = MembershipTerm.objects.filter(kind=MembershipTerm.Kind.BENEFIT)
        self.fields["benefit"].empty_label = _("请选择")
        self.fields["used_on"].initial = timezone.localdate


class InvitationForm(PlainModelForm):
    """The firm that is invited, and why."""

    class Meta:
        model = Invitation
        fields = ("enterprise", "reason")
        widgets = {"reason": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.verified().filter(live=True).order_by("name")
