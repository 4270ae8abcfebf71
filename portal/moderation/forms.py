"""Forms of the review."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

from portal.moderation.rules import current_rules


def clause_options(hit: Sequence[str] = ()) -> list[tuple]:
    """Return what a picker of clauses offers: those that the screening hit in a group of their own above the others.

    Args:
        hit: codes of the clauses that were hit, the gravest first.
    """
    names = dict(clause_choices())
    first = [(code, names.pop(code)) for code in dict.fromkeys(hit) if code in names]
    empty = ("", _("请选择"))
    return [empty, (_("自动筛查命中的条款"), first), (_("其他条款"), list(names.items()))] if first else [empty, *names.items()]


def clause_choices() -> list[tuple[str, str]]:
    """Return every clause that a decision can cite: its code and how people name it."""
    clauses = sorted(current_rules().clauses.values(), key=lambda clause: (clause.order, clause.code))
    return [(clause.code, f"{clause.code} {clause.title}") for clause in clauses]


def clause_field(*, required: bool) -> forms.ChoiceField:
    """Return a choice of one clause."""
    return forms.ChoiceField(
        label=_("依据条款"),
        choices=clause_options,
        required=required,
        error_messages={"required": _("请选择依据的条款。")},
    )


class ApprovalForm(TaskStateCommentForm):
    """An approval with a remark."""

    comment = forms.CharField(label=_("审核意见"), required=False, widget=forms.Textarea({"rows": 2}))


class EscalationForm(TaskStateCommentForm):
    """A call for the director, with what only the director and the reviewers read."""

    comment = forms.CharField(
        label=_("给中心主任的说明"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("只有主任和审核员能看到，作者看不到。"),
        error_messages={"required": _("请向主任说明为什么提请审定。")},
    )


class ReasonForm(TaskStateCommentForm):
    """A decision against the author with its reason, which the author reads."""

    clause = clause_field(required=False)
    comment = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明理由，作者会看到这段话。")},
    )


class DecisionForm(forms.Form):
    """The review's own screen: one of the decisions open to the reviewer, with the clauses that were compared.

    Args:
        actions: ``(name, label)`` of the decisions open to this person.
        must_check: codes of the clauses that the rules object by; an approval must tick each.
        hit: codes of all clauses that were hit; the picker offers them first.
    """

    action = forms.ChoiceField(label=_("决定"), widget=forms.RadioSelect, error_messages={"required": _("请选择一项决定。")})
    checked = forms.MultipleChoiceField(
        label=_("已逐条对照"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("对照过的条款请打勾；命中的条款全部打勾才能通过。"),
    )
    clause = clause_field(required=False)
    comment = forms.CharField(
        label=_("给作者的理由或意见"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text=_("作者会看到这段话。"),
    )
    note = forms.CharField(
        label=_("给中心主任的说明"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text=_("提请主任审定时填写，只有主任和审核员能看到，作者看不到。"),
    )

    def __init__(self, *args, actions, must_check, hit=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = clause_options(hit)
        if "escalate" not in dict(actions):
            del self.fields["note"]
        self.must_check = list(must_check)
        self.fields["action"].choices = actions
        names = dict(clause_choices())
        listed = [*self.must_check, *(code for code in names if code.startswith("S1-5-") and code not in self.must_check)]
        self.fields["checked"].choices = [(code, names.get(code, code)) for code in listed]

    def clean(self):
        data = super().clean()
        action = data.get("action")
        if action == "approve" and set(self.must_check) - set(data.get("checked", [])):
            self.add_error("checked", _("自动筛查命中的条款须逐条核对并打勾，才能通过。"))
        if action in {"reject", "refuse"} and not data.get("comment", "").strip():
            self.add_error("comment", _("请写明理由，作者会看到这段话。"))
        if action == "escalate" and not data.get("note", "").strip():
            self.add_error("note", _("请向主任说明为什么提请审定。"))
        if action == "refuse" and not data.get("clause"):
            self.add_error("clause", _("不予发布须写明依据的条款。"))
        return data


class AppealForm(forms.Form):
    """An author says why the decision was wrong."""

    text = forms.CharField(
        label=_("申诉理由"),
        widget=forms.Textarea({"rows": 5}),
        max_length=1000,
        help_text=_("请说明原决定错在哪里。每次提交只能申诉一次，由另一位工作人员复核。"),
        error_messages={"required": _("请写明申诉理由。")},
    )


class TakeDownForm(forms.Form):
    """Take something off the site at once."""

    clause = clause_field(required=True)
    reason = forms.CharField(
        label=_("撤下理由"),
        widget=forms.Textarea({"rows": 2}),
        max_length=500,
        help_text=_("会显示在原网址上，请勿写入个人信息。"),
        error_messages={"required": _("请写明撤下的理由。")},
    )

    def __init__(self, *args, hit=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = clause_options(hit)


class RestoreForm(forms.Form):
    """Put back what was taken down."""

    reason = forms.CharField(
        label=_("恢复理由"), widget=forms.Textarea({"rows": 2}), max_length=500, error_messages={"required": _("请写明恢复的理由。")}
    )
