"""What people, providers and staff fill in about service requests."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.acting.forms import HOW_FIELDS, ActingFields
from portal.cases.forms import MoveForm
from portal.catalogues.models import ServiceClass
from portal.places.models import Town
from portal.records.models import STATION_WORK, Channel, ClientKind, RecordClass
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import candidates, experts, wanted_expert
from portal.web.forms import PlainFields, TrappedForm, agreement

_MOST_YUAN = 10_000_000


class RequestForm(PlainFields, TrappedForm):
    """What somebody needs. ``about`` carries the page they come from."""

    about = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    name = forms.CharField(label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    client_kind = forms.ChoiceField(
        label=_("申请人是"),
        choices=[choice for choice in ClientKind.choices if choice[0] != ClientKind.STATION],
        initial=ClientKind.HOUSEHOLD,
    )
    town = forms.ModelChoiceField(Town.objects.all(), label=_("所在乡镇"), empty_label=_("请选择"))
    service_class = forms.ModelChoiceField(
        ServiceClass.objects.visible(), label=_("服务类别"), required=False, empty_label=_("不清楚，由中心判断")
    )
    need = forms.CharField(label=_("需要什么"), max_length=1000, widget=forms.Textarea, help_text=_("要办什么事、有多少、急不急。"))
    wished_time = forms.CharField(label=_("希望的时间"), max_length=60, required=False, help_text=_("例如“周末上午”。"))
    agree = agreement(_("我同意把上面的内容交给中心，并在对接后交给接受的服务商，只用于这次服务"))


class ActForForm(ActingFields, RequestForm):
    """The same for somebody else, with how that person has consented."""

    field_order = ("about", *HOW_FIELDS, "name", "phone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client_kind"].label, self.fields["town"].label = _("本人是"), _("本人所在乡镇")


class StatusForm(forms.Form):
    """The number and the code of a request."""

    number = forms.CharField(label=_("申请编号"), max_length=20, error_messages={"required": _("请填写申请编号。")})
    code = forms.CharField(label=_("查询码"), max_length=10, error_messages={"required": _("请填写查询码。")})


class AnswerForm(PlainFields, forms.Form):
    """Whether a provider takes a request."""

    ACCEPT, DECLINE = "accept", "decline"

    answer = forms.ChoiceField(label=_("您的答复"), choices=[(ACCEPT, _("接受")), (DECLINE, _("不能办理"))], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("不能办理的原因"), max_length=300, required=False, widget=forms.Textarea, help_text=_("只有中心工作人员能看到。")
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.DECLINE and not data.get("reason"):
            self.add_error("reason", _("请写明为什么不能办理。"))
        return data


def fee_field(**kwargs) -> forms.DecimalField:
    """Return the field of what a service has cost."""
    return forms.DecimalField(
        label=_("收费（元）"),
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        validators=[MaxValueValidator(_MOST_YUAN)],
        help_text=_("没有收费填 0。"),
        **kwargs,
    )


def served_fields() -> dict[str, forms.Field]:
    """Return the fields of what goes into the record of a service beside its result (R-REC-1, R-REC-2)."""
    classes = [choice for choice in RecordClass.choices if choice[0] not in STATION_WORK]
    return {
        "service_class": forms.ChoiceField(label=_("记录类别"), choices=classes, initial=RecordClass.OTHER),
        "channel": forms.ChoiceField(label=_("服务方式"), choices=Channel.choices),
    }


class ResultForm(PlainFields, forms.Form):
    """What a provider has done, and what it cost."""

    result = forms.CharField(label=_("办理结果"), max_length=1000, widget=forms.Textarea, help_text=_("申请人会看到。"))
    fee = fee_field()
    service_class, channel = served_fields().values()


class CandidateForm(forms.Form):
    """By what the directory is searched for who may serve a request."""

    service_class = forms.ModelChoiceField(ServiceClass.objects.visible(), label=_("服务类别"), required=False, empty_label=_("全部"))
    town = forms.ModelChoiceField(Town.objects.all(), label=_("乡镇"), required=False, empty_label=_("全部"))


class StaffMoveForm(MoveForm):
    """The next step of a request. Who serves it is a provider of the candidates, or the centre itself, maybe by an expert.

    Args:
        filters: cleaned data of :class:`CandidateForm`.
    """

    answer_when_escalated = _("中心正在研究怎样办理，有结果会在这里答复。")

    provider = forms.ModelChoiceField(
        None, label=_("服务商"), required=False, empty_label=None, widget=forms.RadioSelect, help_text=_("选“已对接”时必选。")
    )
    expert = forms.ModelChoiceField(
        None, label=_("专家"), required=False, empty_label=_("不指定"), help_text=_("选“中心自己办理”时可以指定。")
    )
    fee = fee_field(required=False)
    service_class, channel = served_fields().values()
    field_order = ["to_state", "provider", "expert", "reason", "fee", "service_class", "channel", "note"]

    def __init__(self, *args, case, filters, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        state = ServiceRequest.State
        self.fields["reason"].label = _("给申请人的答复")
        self.fields["reason"].help_text = _("申请人能看到；办结时请写办理结果。报主任时可以不写。")
        following = dict(self.fields["to_state"].choices)
        if case.state == state.MATCHED:
            # Accepting is the provider's.
            del following[state.WORKING]
        names = {state.WORKING: _("中心自己办理"), state.MATCHED: _("对接给服务商")}
        self.fields["to_state"].choices = [(value, names.get(value, label)) for value, label in following.items()]
        self.fields["provider"].queryset = candidates(case, **filters)
        self.fields["provider"].label_from_instance = _with_town
        self.fields["expert"].queryset = experts(filters.get("service_class"))
        self.fields["expert"].initial = wanted_expert(case)
        needed = {"provider": state.MATCHED, "expert": state.WORKING, **dict.fromkeys(("fee", *served_fields()), state.DONE)}
        for name in (name for name, to_state in needed.items() if to_state not in following):
            del self.fields[name]
        for name in set(served_fields()) & set(self.fields):
            self.fields[name].required = False
            self.fields[name].help_text = _("选“已办结”时填写，记入服务记录。")

    def clean(self):
        data = super().clean()
        state = ServiceRequest.State
        if data.get("to_state") == state.MATCHED and not data.get("provider"):
            self.add_error("provider", _("请选择服务商。"))
        if data.get("to_state") == state.DONE and data.get("fee") is None and "fee" not in self.errors:
            self.add_error("fee", _("请填写收费，没有收费填 0。"))
        for name in served_fields():
            if data.get("to_state") == state.DONE and not data.get(name) and name not in self.errors:
                self.add_error(name, _("办结时请选择。"))
        return data


def _with_town(provider) -> str:
    return " · ".join(filter(None, [provider.name, "、".join(map(str, provider.get_fields_labels())), str(provider.town or "")]))
