"""Forms that every kind of case shares."""

from typing import cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.cases.kinds import CaseKind
from portal.cases.models import Case


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
