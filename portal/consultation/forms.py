"""What people and staff fill in about consultations."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.cases.forms import MoveForm
from portal.consultation.models import Channel, Consultation, Topic
from portal.web.forms import PlainFields, TrappedForm, agreement

State = Consultation.State


class AskedFields(forms.Form):
    """What is asked, and by whom."""

    topic = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *Topic.choices])
    question = forms.CharField(
        label=_("咨询内容"), max_length=1000, widget=forms.Textarea, help_text=_("把情况和想知道的写清楚；不用写身份证号、银行卡号。")
    )
    phone = PhoneField(help_text=_("只用于答复和回访，加密保存。"))
    name = forms.CharField(label=_("姓名或称呼"), max_length=30, required=False, widget=forms.TextInput({"autocomplete": "name"}))


class AskForm(PlainFields, TrappedForm, AskedFields):
    """A question to the centre."""

    agree = agreement(_("我同意把上面的内容交给中心，只用于答复这次咨询"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = {"data-answers": reverse("consultation:suggest"), "data-answers-heading": _("问答库里可能有您要的答案（另开窗口）：")}
        self.fields["question"].widget.attrs.update(told)


class NoteDownForm(AskedFields):
    """What somebody has asked by phone, at the desk or in WeChat; staff type it."""

    channel = forms.ChoiceField(label=_("渠道"), choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB])
    phone = PhoneField(required=False, help_text=_("当面答复、不愿留电话的可以不填。"))
    told = forms.BooleanField(label=_("我已告知咨询人内容和电话会登记，只用于答复这次咨询，本人同意"))
    field_order = ("channel", "topic", "question", "phone", "name", "told")


class AskOnForm(PlainFields, forms.Form):
    """What is asked further."""

    question = forms.CharField(label=_("还想问什么"), max_length=1000, widget=forms.Textarea)


class ConsultationMoveForm(MoveForm):
    """The next step of a consultation."""

    answer_when_escalated = _("已报中心主任研究，有结果会在这里答复。")

    department = forms.CharField(
        label=_("转给哪个部门"), max_length=60, required=False, help_text=_("选“已转办”时必填；转办后由您负责催办，把结果答复咨询人。")
    )
    where_to = forms.CharField(
        label=_("应向哪里咨询"), max_length=200, required=False, help_text=_("选“不属职能范围”时必填：单位名称、地址或电话。")
    )
    field_order = ("to_state", "department", "where_to", "reason", "note")
    needed = {"department": State.REFERRED, "where_to": State.ELSEWHERE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("给咨询人的答复")
        following = dict(self.fields["to_state"].choices)
        names = {State.REFERRED: _("转办其他部门，要求反馈结果"), State.ANSWERED: _("答复"), State.ELSEWHERE: _("不属职能范围，告知去处")}
        self.fields["to_state"].choices = [(value, names.get(value, label)) for value, label in following.items()]
