"""What people and staff fill in about opinions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.cases.forms import MoveForm
from portal.opinions.models import Opinion
from portal.web.forms import PlainFields, TrappedForm


class OpinionFields(forms.Form):
    """What is said of the services."""

    nature = forms.ChoiceField(label=_("性质"), choices=Opinion.Nature, widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("关于"), choices=[("", _("请选择")), *Opinion.About.choices])
    content = forms.CharField(
        label=_("内容"), max_length=1000, widget=forms.Textarea, help_text=_("不用写姓名；写清时间、地点更容易改进。")
    )
    phone = PhoneField(required=False, help_text=_("想让我们打电话答复的才填；填写即同意只用于答复，加密保存，一年后清除。"))


class OpinionForm(PlainFields, TrappedForm, OpinionFields):
    """An opinion for the book."""


class NoteDownForm(OpinionFields):
    """What stood in the book or box, or was said by phone; staff type it."""

    channel = forms.ChoiceField(label=_("渠道"), choices=[choice for choice in Opinion.Channel.choices if choice[0] != Opinion.Channel.WEB])
    field_order = ("channel", "nature", "about", "content", "phone")


class OpinionMoveForm(MoveForm):
    """The next step of an opinion."""

    answer_when_escalated = _("已报中心主任研究，有结果会在这里答复。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("答复")
