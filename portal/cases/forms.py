"""Forms that every kind of case shares."""

from collections.abc import Iterable, Mapping
from typing import cast

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases.desk import ANSWERED, IN_TIME, LATE, NOBODY, TODAY, TOO_LATE, Wanted, months
from portal.cases.kinds import CaseKind
from portal.cases.models import Case
from portal.core.grades import Grade
from portal.core.moments import minute_text, month_text, parsed_day
from portal.uploads.fields import RecordFileField
from portal.uploads.gate import CheckedFile
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


class FilesForm(forms.Form):
    """Files to go with a case, one a field, so that each is kept by itself while the form comes back (``CASE_FILES``)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._names = [f"file{number}" for number in range(1, settings.CASE_FILES + 1)]
        for number, name in enumerate(self._names, 1):
            self.fields[name] = RecordFileField(
                label=_("附件%(number)d") % {"number": number},
                required=False,
                widget=forms.FileInput({"accept": ".pdf,.docx,image/*"}),
                help_text=_("照片、PDF 或 Word 文档，每个不超过 %(size)d MB。") % {"size": settings.RECORD_FILE_MB},
            )

    def clean(self):
        """Gather the files under ``files``."""
        data = super().clean() or self.cleaned_data
        sent = [data.pop(name, None) for name in self._names]
        return {**data, "files": [file for file in sent if isinstance(file, CheckedFile)]}


class NoteForm(forms.Form):
    """What only staff read."""

    note = forms.CharField(label=_("内部备注"), max_length=1000, widget=forms.Textarea({"rows": 3}), help_text=_("只有工作人员能看到。"))


class UrgeForm(forms.Form):
    """Who was urged, and what was said."""

    whom = forms.CharField(label=_("督促谁"), max_length=60, help_text=_("部门和经办人。"))
    text = forms.CharField(label=_("督促内容"), max_length=300, widget=forms.Textarea({"rows": 2}))


class UrgingAnswerForm(forms.Form):
    """What was answered to an urging.

    Args:
        case: the case; its urgings without an answer are offered.
    """

    urging = forms.TypedChoiceField(label=_("哪一次督促"), coerce=int)
    answer = forms.CharField(label=_("对方的回复"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = case.urgings.filter(answered_at=None)
        self.fields["urging"].choices = [(row.pk, f"{minute_text(row.at)} {row.whom}") for row in waiting]


class MergeForm(forms.Form):
    """Into which case a duplicate is merged."""

    number = forms.CharField(label=_("并入哪一件（编号）"), max_length=20)
    text = forms.CharField(
        label=_("给来件人的说明"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        initial=_("您反映的事情与另一件相同，已并案办理，办理状态仍用您的编号和查询码查询。"),
        help_text=_("不要写另一件的编号和来件人。"),
    )


class MoveForm(forms.Form):
    """The next state of a case with the answer that its sender reads; a kind may say more on the fields.

    Who calls the director writes a note that the sender does not read; the sender may be told something too. ``needed`` names the fields
    without which one state is not entered, ``elsewhere`` the states that another form or the sender leads to.

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
    needed: Mapping[str, str] = {}
    elsewhere: frozenset[str] = frozenset()
    answer_when_escalated: str | Promise = _("已报中心主任处理，有结果会在这里答复。")

    def __init__(self, *args, kind: CaseKind, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        following = kind.moves.following(case.state) - self.elsewhere
        labels = kind.model._meta.get_field("state").flatchoices
        field = cast(forms.ChoiceField, self.fields["to_state"])
        field.choices = [(value, label) for value, label in labels if value in following]
        self.escalated = kind.escalated
        self.wordless = kind.model.unanswered_states
        if kind.escalated not in following:
            del self.fields["note"]
        for name in [name for name, to_state in self.needed.items() if to_state not in following]:
            del self.fields[name]

    def clean(self):
        data = super().clean()
        reason, note, to_state = data.get("reason", ""), data.get("note", ""), data.get("to_state")
        for name in [name for name in self.needed if name in self.fields]:
            if to_state == self.needed[name] and not data.get(name):
                self.add_error(name, _("请填写“%(label)s”。") % {"label": self.fields[name].label})
        if to_state in self.wordless:
            # The person reads what the portal says of it.
            return data
        if to_state != self.escalated:
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
