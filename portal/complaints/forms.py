"""What people and staff fill in about complaints."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.cases.forms import FilesForm, MoveForm
from portal.complaints.models import Complaint
from portal.complaints.services import following
from portal.core.grades import Grade
from portal.web.forms import DayInput, PlainFields, TrappedForm, agreement

State, Channel = Complaint.State, Complaint.Channel


class WantedDay(forms.DateField):
    """By when somebody wants something settled; not in the past."""

    def __init__(self, **kwargs):
        said = _("可以不填；不填的按规定期限办理。")
        super().__init__(label=_("希望哪天前办结"), required=False, widget=DayInput, help_text=said, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value is not None and value < timezone.localdate():
            raise ValidationError(_("希望办结的日期不能早于今天。"), code="past")


class ComplaintFields(FilesForm):
    """What somebody complains about, and who it is."""

    about = forms.ChoiceField(label=_("投诉事项"), choices=[("", _("请选择")), *Complaint.About.choices])
    against = forms.CharField(label=_("投诉对象"), max_length=60, required=False, help_text=_("哪家服务商、哪个网点或部门。"))
    content = forms.CharField(
        label=_("投诉内容"), max_length=1000, widget=forms.Textarea, help_text=_("什么时候、在哪里、发生了什么；不用写身份证号、银行卡号。")
    )
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea, required=False, help_text=_("为什么认为不对。"))
    wish = forms.CharField(label=_("要求"), max_length=500, widget=forms.Textarea, help_text=_("希望怎样解决。"))
    wanted_on = WantedDay()
    on_behalf_of = forms.CharField(
        label=_("代谁投诉"), max_length=60, required=False, help_text=_("替企业、合作社或别人投诉的，写明是谁，并已征得同意。")
    )
    name = forms.CharField(label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField(help_text=_("只用于核实、答复和回访，加密保存。"))


class ComplainForm(PlainFields, TrappedForm, ComplaintFields):
    """A complaint to the centre."""

    agree = agreement(_("我同意把上面的内容交给中心，只用于办理这件投诉"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "agree"), "agree"])


class NoteDownForm(ComplaintFields):
    """What somebody has said by phone or at the desk, or what another body has passed on; staff type it."""

    channel = forms.ChoiceField(label=_("渠道"), choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB])
    passed_on_by = forms.CharField(label=_("转来单位"), max_length=60, required=False, help_text=_("选“其他单位转来”时必填。"))
    phone = PhoneField(required=False, help_text=_("不愿留电话的可以不填。"))
    told = forms.BooleanField(label=_("我已告知投诉人内容和电话会登记，只用于办理这件投诉，本人同意"))
    field_order = ("channel", "passed_on_by")

    def clean(self):
        data = super().clean()
        if data.get("channel") == Channel.PASSED_ON and not data.get("passed_on_by"):
            self.add_error("passed_on_by", _("请填写转来的单位。"))
        return data


class ConfirmForm(PlainFields, forms.Form):
    """How content somebody is who is content."""

    grade = forms.TypedChoiceField(
        label=_("您满意吗"), choices=[row for row in Grade.choices if row[0] > Grade.POOR], coerce=int, widget=forms.RadioSelect
    )
    comment = forms.CharField(label=_("想说的话"), max_length=300, required=False, widget=forms.Textarea)


class ObjectForm(PlainFields, forms.Form):
    """What is still wrong, and by when somebody wants it settled."""

    text = forms.CharField(label=_("哪里不满意"), max_length=1000, widget=forms.Textarea)
    wanted_on = WantedDay()


class MoreFilesForm(PlainFields, FilesForm):
    """Further files."""


_DEEDS = {
    State.ACCEPTED: _("受理"),
    State.SOLVED: _("当场解决"),
    State.ASSIGNED: _("交责任部门办理"),
    State.ESCALATED: _("报中心主任"),
    State.ANSWERED: _("答复办理结果"),
    State.ELSEWHERE: _("不属中心责任，告知去处"),
    State.CONFIRMED: _("登记投诉人已满意（电话、当面）"),
    State.REOPENED: _("登记投诉人不满意，重新办理"),
    State.CLOSED: _("登记最终结果，办结"),
}


class ComplaintMoveForm(MoveForm):
    """The next step of a complaint."""

    needed = {"department": State.ASSIGNED, "where_to": State.ELSEWHERE, "because": State.ESCALATED}

    because = forms.ChoiceField(
        label=_("报主任的原因"),
        required=False,
        choices=[("", _("请选择")), *Complaint.Because.choices],
        help_text=_("报中心主任时必选：责任不清，或者有重大影响的，直接报主任。"),
    )
    department = forms.CharField(label=_("责任部门"), max_length=60, required=False, help_text=_("交责任部门办理时必填。"))
    where_to = forms.CharField(
        label=_("应找哪个单位"),
        max_length=200,
        required=False,
        help_text=_("不属中心责任时必填：单位、地址或电话；在答复里说明原因。"),
    )
    field_order = ("to_state", "because", "department", "where_to", "reason", "note")

    def __init__(self, *args, case, **kwargs):
        self.elsewhere = frozenset(State.values) - following(case.state)
        super().__init__(*args, case=case, **kwargs)
        self.fields["reason"].label = _("给投诉人的答复")
        self.fields["reason"].help_text = _("投诉人能看到；办结时写最终结果。")
        shown = self.fields["to_state"].choices
        self.fields["to_state"].choices = [(value, _DEEDS.get(value, label)) for value, label in shown]
