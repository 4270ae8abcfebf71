"""What organisations fill in to take part in joint training, and what staff answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.cooperation.models import Side, SignUp
from portal.web.forms import agreement

_OUTCOMES = [(state.value, state.label) for state in (SignUp.State.AGREED, SignUp.State.DECLINED)]


class SignUpForm(forms.Form):
    """Which organisation, what it can do, whom to talk to."""

    side = forms.ChoiceField(label=_("单位类别"), choices=[("", _("请选择")), *Side.choices])
    organisation = forms.CharField(label=_("单位名称"), max_length=80, widget=forms.TextInput({"autocomplete": "organization"}))
    offer = forms.CharField(
        label=_("能做什么"), max_length=500, widget=forms.Textarea({"rows": 5}), help_text=_("例如提供教师、教室、设备、实习岗位。")
    )
    contact = forms.CharField(label=_("联系人"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    agree = agreement(_("我同意把单位的联系人和手机号码交给县电子商务公共服务中心，只用于商谈这次合作"))


class OutcomeForm(forms.Form):
    """What came of a sign-up."""

    state = forms.ChoiceField(label=_("结果"), choices=_OUTCOMES)
    outcome = forms.CharField(
        label=_("说明"), max_length=300, widget=forms.Textarea({"rows": 3}), help_text=_("报名人会看到：接下来怎么做，或为什么暂不合作。")
    )
