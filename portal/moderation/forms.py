"""Forms of the review."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ReasonForm(TaskStateCommentForm):
    """A refusal with its reason, which the author reads."""

    comment = forms.CharField(
        label=_("退回理由"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明退回理由，作者会看到这段话。")},
    )
