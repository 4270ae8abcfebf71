"""What people fill in to sell, to buy and to answer, and what staff record."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.catalogues.forms.entries import WithPicture
from portal.enrolment.forms import ContactForm
from portal.my.organisations import ForOrganisationForm
from portal.trade_leads.choices import Category
from portal.trade_leads.models import Match, TradeLead
from portal.web.forms import DayInput, PlainModelForm, agreement

# What only who sells says.
_OF_OFFERS = ("available_from", "packing", "certificates", "upload")
_WORDS_OF_DEMANDS: dict[str, Any] = {
    "price": _("期望单价（元）"),
    "town": _("收货乡镇"),
    "valid_until": _("最晚什么时候要"),
    "description": _("要求"),
}


class TradeLeadForm(ForOrganisationForm, WithPicture):
    """A supply or a demand, for a firm of the person's or for themselves.

    Args:
        may_show_phone: whether whoever fills it in may have their number shown: it is the poster's.
        phone_shown: whether it is shown now.
    """

    show_phone = forms.BooleanField(
        label=_("公开我的手机号码，让人直接打电话"), required=False, help_text=_("不勾选也能收到意向；随时可以改。")
    )
    agree = agreement(_("我同意在网站上公开这条信息（个人只显示姓），可以随时结束"))
    field_order = ["enterprise", "category", "product", "quantity", "unit", "price", "available_from", "valid_until"]

    class Meta:
        model = TradeLead
        fields = (
            *("enterprise", "category", "product", "quantity", "unit", "price", "available_from", "valid_until"),
            *("town", "place", "packing", "certificates", "description"),
        )
        labels = {"enterprise": _("以谁的名义"), "valid_until": _("供应到什么时候")}
        widgets = {name: DayInput() for name in ("available_from", "valid_until")}

    def __init__(self, *args, organisations, may_show_phone: bool, phone_shown: bool, **kwargs):
        super().__init__(*args, organisations=organisations, **kwargs)
        self._name_owner(organisations)
        cast(forms.ChoiceField, self.fields["category"]).choices = [("", _("请选择")), *Category.choices]
        town = cast(forms.ModelChoiceField, self.fields["town"])
        town.empty_label = _("请选择")
        if self.instance.is_offer:
            town.required = True
        else:
            for name in _OF_OFFERS:
                del self.fields[name]
            for name, label in _WORDS_OF_DEMANDS.items():
                self.fields[name].label = label
        self.fields["show_phone"].initial = phone_shown
        if not may_show_phone:
            del self.fields["show_phone"]

    def _name_owner(self, organisations) -> None:
        """Let the person choose between themselves and their firms; who has none is not asked."""
        if "enterprise" in self.fields:
            firm = cast(forms.ModelChoiceField, self.fields["enterprise"])
            firm.required, firm.empty_label = False, _("个人")
            if not organisations:
                del self.fields["enterprise"]

    def clean_valid_until(self):
        """Return the last day: from today on, and not further than a lead may stand."""
        day, today = self.cleaned_data["valid_until"], timezone.localdate()
        if not today <= day <= today + timedelta(days=settings.TRADE_LEAD_MAX_DAYS):
            raise forms.ValidationError(_("请选今天起 %(days)d 天以内的日期。"), params={"days": settings.TRADE_LEAD_MAX_DAYS})
        return day


class InquiryForm(ContactForm):
    """A few words, name and phone."""

    field_order = ["text"]

    text = forms.CharField(
        label=_("想说的话"), max_length=300, widget=forms.Textarea({"rows": 4}), help_text=_("例如要多少、什么价、什么时候要。")
    )


class OutcomeForm(PlainModelForm):
    """What came of a match."""

    state = forms.ChoiceField(label=_("结果"), choices=[choice for choice in Match.State.choices if choice[0] != Match.State.PROPOSED])

    class Meta:
        model = Match
        fields = ("state", "amount", "note")
        help_texts = {"amount": _("成交时填写。"), "note": _("只有工作人员能看到，会写进服务记录；不要写姓名和电话。")}
