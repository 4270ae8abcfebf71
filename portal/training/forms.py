"""What people and staff fill in about sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.enrolment.forms import RegisterForm
from portal.training.models import Enrolment


class NumberForm(forms.Form):
    """A certificate's number, as people copy it from paper."""

    number = forms.CharField(label=_("证书编号"), max_length=30, help_text=_("例如 PX2026-8F3K7Q2M，写在证书左下角。"))

    def clean_number(self):
        """Return it as it is kept."""
        typed = self.cleaned_data["number"].upper().replace(" ", "")
        return typed if "-" in typed else f"{typed[:6]}-{typed[6:]}"


class SessionRegisterForm(RegisterForm):
    """Who came on one day and who has passed, for the whole session at once."""

    beside_label = _("考核")

    def add_row(self, row) -> None:
        """Add the fields of one person."""
        super().add_row(row)
        self.fields[f"result-{row.pk}"] = forms.ChoiceField(
            label=_("%(name)s的考核") % {"name": row.name},
            choices=[("", _("未考核")), *Enrolment.Result.choices],
            required=False,
            initial=row.result,
        )

    def results(self) -> dict[int, str]:
        """Return the results, by enrolment."""
        return {row.pk: self.cleaned_data[f"result-{row.pk}"] for row in self.rows}

    def beside(self, row):
        """Return the field of the result."""
        return self[f"result-{row.pk}"]


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200, help_text=_("证书持有人会看到。"))
