"""Forms of the self-inspection in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.accounts.roles import AUDITOR
from portal.inspection.models import Finding
from portal.inspection.registry import check_of

STATES = [("", _("待整改")), ("late", _("已超期")), ("accepted", _("说明后接受")), ("fixed", _("已整改")), ("all", _("全部"))]


class ReasonForm(forms.Form):
    """Why a finding is left as it is, or is to be mended after all."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=Finding._meta.get_field("why").max_length,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )


class RuleForm(WagtailAdminModelForm):
    """A rule; who keeps the logs owes no mending, and the help says what the lines of each way of looking are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = self.fields["owner"].queryset.exclude(name=AUDITOR.name)
        asked = [
            f"{label}：{check.items}" for code, label in self.fields["method"].choices if code and (check := check_of(code)) and check.items
        ]
        self.fields["items"].help_text = "{} {}".format(self.fields["items"].help_text, "；".join(asked))
