"""Forms that every kind of case shares."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases.desk import ANSWERED, IN_TIME, LATE, NOBODY, TODAY, TOO_LATE, Wanted, months
from portal.cases.kinds import CaseKind
from portal.cases.models import Case
from portal.core.grades import Grade
from portal.core.moments import month_text, parsed_day
from portal.web.forms import PlainFields


class LookupForm(forms.Form):
    """The number and the code of a case of any kind."""

    number = forms.CharField(label=_("编号"), max_length=20, error_messages={"required": _("请填写编号。")})
    code = forms.CharField(label=_("查询码"), max_length=10, error_messages={"required": _("请填写查询码。")})


class RateForm(PlainFields, forms.Form):
    """A grade, once."""

    grade = forms.TypedChoiceField(label=_("您满意吗"), choices=Grade, coerce=int, widget=forms.RadioSelect)
    comment = forms.CharField(label=_("想说的话"), max_length=300, required=False, widget=forms.Textarea)


class WithdrawForm(forms.Form):
    """The wish to take something back, meant."""

    sure = forms.BooleanField(
        label=_("我明白撤回后姓名、电话和所写的内容会清除，不能恢复"), error_messages={"required": _("请先勾选确认。")}
    )


class MoveForm(forms.Form):
    """The next state of a case with the answer that its sender reads; a kind may say more on the fields.

    Who calls the director writes a note that the sender does not read; the sender may be told something too.

    Args:
        kind: the kind.
        case: the case.
    """

    to_state = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect, error_messages={"required": _("请选择如何处理。")})
    reason = forms.CharField(
        label=_("答复"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        required=False,
        error_messages={"required": _("请写明答复。")},
    )
    note = forms.CharField(
        label=_("给中心主任的说明"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("报中心主任时填写，只有工作人员能看到，来件人看不到。"),
    )
    # What the sender reads where nothing else is written when the director is called.
    answer_when_escalated: str | Promise = _("已报中心主任处理，有结果会在这里答复。")

    def __init__(self, *args, kind: CaseKind, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        following = kind.moves.following(case.state)
        labels = kind.model._meta.get_field("state").flatchoices
        field = cast(forms.ChoiceField, self.fields["to_state"])
        field.choices = [(value, label) for value, label in labels if value in following]
        self.escalated = kind.escalated
        if kind.escalated not in following:
            del self.fields["note"]

    def clean(self):
        data = super().clean()
        reason, note = data.get("reason", ""), data.get("note", "")
        if data.get("to_state") != self.escalated:
            if not reason:
                self.add_error("reason", self.fields["reason"].error_messages["required"])
        elif not (reason or note):
            self.add_error("note", _("请向主任说明为什么报请处理。"))
        else:
            data["reason"] = reason or str(self.answer_when_escalated)
        return data


class DeskForm(forms.Form):
    """Which cases staff want to see; what is not among the choices is passed over.

    Args:
        kinds: the kinds whose cases the user may handle.
        user: the user.
        people: who else may be asked for by key.
    """

    kind = forms.ChoiceField(label=_("事项"), required=False)
    owner = forms.ChoiceField(label=_("经办人"), required=False)
    due = forms.ChoiceField(label=_("期限"), required=False, choices=[("", _("全部")), (LATE, _("已超期")), (TODAY, _("今天到期"))])
    state = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("答复"),
        required=False,
        choices=[("", _("全部")), (ANSWERED, _("已答复")), (IN_TIME, _("按时答复")), (TOO_LATE, _("答复超期"))],
    )
    received = forms.ChoiceField(label=_("收到月份"), required=False)
    ended = forms.ChoiceField(label=_("办结月份"), required=False)

    def __init__(self, data, *, kinds: Iterable[CaseKind], user: User, people: Iterable[User]):
        super().__init__(data)
        others = [(str(person.pk), str(person)) for person in people if person != user]
        choices = {
            "kind": [(kind.code, kind.model._meta.verbose_name) for kind in kinds],
            "owner": [(str(user.pk), _("我")), (NOBODY, _("还没有人经办")), *others],
        }
        past = [(month_text(month), month_text(month)) for month in months()]
        for name, found in {**choices, "received": past, "ended": past}.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("全部")), *found]

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        for name in {"received", "ended"} & said.keys():
            said[name] = parsed_day(f"{said[name]}-01")
        return Wanted(**said)
