"""Forms that visitors fill in without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.moderation.models import Report
from portal.moderation.reports import clean_path
from portal.web.forms import TrappedForm


class ReportForm(TrappedForm):
    """What is wrong on which page."""

    url = forms.CharField(
        label=_("要举报的网页"),
        max_length=500,
        help_text=_("网页地址，从要举报的页面点“举报”进来时会自动填好。"),
        error_messages={"required": _("请填写要举报的网页地址。")},
    )
    problem = forms.ChoiceField(
        label=_("问题"),
        choices=[("", _("请选择")), *Report.Problem.choices],
        error_messages={"required": _("请选择是什么问题。")},
    )
    text = forms.CharField(
        label=_("说明"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("哪里有问题，请写清楚。"),
        error_messages={"required": _("请写明哪里有问题。")},
    )
    contact = forms.CharField(
        label=_("联系方式"), max_length=60, required=False, help_text=_("手机或邮箱，只用于了解这次举报的情况，加密保存。")
    )

    def clean_url(self) -> str:
        """Return the path of the page."""
        return clean_path(self.cleaned_data["url"])


class StatusForm(forms.Form):
    """The number and the code of a report."""

    number = forms.CharField(label=_("举报编号"), max_length=20, error_messages={"required": _("请填写举报编号。")})
    code = forms.CharField(label=_("查询码"), max_length=10, error_messages={"required": _("请填写查询码。")})
