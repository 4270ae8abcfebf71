"""Forms that every kind of case shares."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.kinds import CaseKind
from portal.cases.models import Case


class MoveForm(forms.Form):
    """The next state of a case with the answer that its sender reads; a kind may say more on the fields.

    Args:
        kind: the kind.
        case: the case.
    """

    to_state = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect, error_messages={"required": _("请选择如何处理。")})
    reason = forms.CharField(
        label=_("答复"), widget=forms.Textarea({"rows": 4}), max_length=1000, error_messages={"required": _("请写明答复。")}
    )

    def __init__(self, *args, kind: CaseKind, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        following = kind.moves.following(case.state)
        labels = kind.model._meta.get_field("state").flatchoices
        field = cast(forms.ChoiceField, self.fields["to_state"])
        field.choices = [(value, label) for value, label in labels if value in following]
