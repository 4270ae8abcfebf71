"""What somebody fills in who acts for another; what the person themselves gets is a slip."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.acting.models import Acting
from portal.enrolment.forms import ContactForm
from portal.web.forms import DayInput, agreement

# Fields that say who acts and how the person has consented: what is beside them is of the person.
HOW_FIELDS = ("station", "relation", "how", "consented_on")


class ActingFields(forms.Form):
    """Before a form with ``name``, ``phone`` and ``agree`` of the domain: who acts, and how the person has consented.

    Args:
        stations: those that the person who acts keeps.
    """

    station: Any = forms.ModelChoiceField(None, label=_("代表的网点"), required=False, empty_label=_("不代表网点，我是亲友"))
    relation = forms.ChoiceField(
        label=_("与本人的关系"),
        required=False,
        choices=[("", _("请选择")), *(choice for choice in Acting.Relation.choices if choice[0] != Acting.Relation.KEEPER)],
    )
    how = forms.ChoiceField(label=_("本人怎样同意"), choices=[("", _("请选择")), *Acting.How.choices])
    consented_on = forms.DateField(label=_("同意日期"), widget=DayInput, initial=timezone.localdate)

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree"] = agreement(_("我已向本人念过上面的同意书，本人同意由我代办"))
        self.fields["name"].label = _("本人姓名")
        self.fields["phone"].label, self.fields["phone"].required = _("本人手机号码"), False
        self.fields["phone"].help_text = _("本人没有手机的可以不填，由您转告。")
        self.fields["station"].queryset = stations
        if not stations:
            del self.fields["station"]
            self.fields["relation"].required = True

    def clean_consented_on(self):
        """Return the day, which has come."""
        day = self.cleaned_data["consented_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("同意日期不能晚于今天。"))
        return day

    def clean(self):
        data = super().clean()
        if "station" in self.fields and not data.get("station") and not data.get("relation"):
            self.add_error("relation", _("不代表网点的，请选择与本人的关系。"))
        return data

    def how_agreed(self) -> dict:
        """Return who acts and how the person has consented, as the services want it."""
        return {name: self.cleaned_data.get(name) for name in HOW_FIELDS}

    def asked(self) -> dict:
        """Return what else was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {*HOW_FIELDS, "agree"}}


class ActForPlaceForm(ActingFields, ContactForm):
    """Name and phone of the person for whom a place is taken."""

    field_order = (*HOW_FIELDS, "name", "phone")


class SlipForm(forms.Form):
    """The number and the code of a slip."""

    number = forms.CharField(label=_("凭条编号"), max_length=20, error_messages={"required": _("请填写凭条编号。")})
    code = forms.CharField(label=_("查询码"), max_length=10, error_messages={"required": _("请填写查询码。")})


class GiveUpForm(forms.Form):
    """The wish to give a place back, meant."""

    sure = forms.BooleanField(label=_("我明白取消后姓名和电话会清除，名额让给别人"), error_messages={"required": _("请先勾选确认。")})
