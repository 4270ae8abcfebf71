"""What people and staff fill in about sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.moments import day_text
from portal.training.models import Attendance, Enrolment


class CheckInForm(forms.Form):
    """The code at the door; the square beside it fills it in."""

    code = forms.RegexField(
        r"^\d{6}$",
        label=_("签到码"),
        help_text=_("教室门口今天的 6 位数字。"),
        error_messages={"invalid": _("签到码是 6 位数字。")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class NumberForm(forms.Form):
    """A certificate's number, as people copy it from paper."""

    number = forms.CharField(label=_("证书编号"), max_length=30, help_text=_("例如 PX2026-8F3K7Q2M，写在证书左下角。"))

    def clean_number(self):
        """Return it as it is kept."""
        typed = self.cleaned_data["number"].upper().replace(" ", "")
        return typed if "-" in typed else f"{typed[:6]}-{typed[6:]}"


class RegisterForm(forms.Form):
    """Who came on one day and who has passed, for the whole session at once.

    Args:
        rows: the enrolments with a place, each with ``attendances`` read.
        day: the day whose attendance is shown.
    """

    how = forms.ChoiceField(
        label=_("依据"),
        choices=[choice for choice in Attendance.How.choices if choice[0] != Attendance.How.CODE],
        initial=Attendance.How.STAFF,
    )

    def __init__(self, *args, rows, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.day = rows, day
        for row in rows:
            came = any(attendance.day == day for attendance in row.attendances.all())
            self.fields[f"came-{row.pk}"] = forms.BooleanField(label=row.name, required=False, initial=came)
            self.fields[f"seen-{row.pk}"] = forms.BooleanField(required=False, initial=came, widget=forms.HiddenInput)
            self.fields[f"result-{row.pk}"] = forms.ChoiceField(
                label=_("%(name)s的考核") % {"name": row.name},
                choices=[("", _("未考核")), *Enrolment.Result.choices],
                required=False,
                initial=row.result,
            )

    def changed_attendance(self) -> tuple[list[int], list[int]]:
        """Return who was ticked and whose tick was taken away since the page was drawn: who checks in meanwhile stays."""
        pairs = [(row.pk, self.cleaned_data[f"seen-{row.pk}"], self.cleaned_data[f"came-{row.pk}"]) for row in self.rows]
        return [key for key, seen, came in pairs if came and not seen], [key for key, seen, came in pairs if seen and not came]

    def results(self) -> dict[int, str]:
        """Return the results, by enrolment."""
        return {row.pk: self.cleaned_data[f"result-{row.pk}"] for row in self.rows}

    def table(self):
        """Yield each row with its fields and the days that the person came."""
        for row in self.rows:
            days = ", ".join(day_text(attendance.day) for attendance in row.attendances.all())
            yield row, self[f"came-{row.pk}"], self[f"seen-{row.pk}"], self[f"result-{row.pk}"], days


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200, help_text=_("证书持有人会看到。"))
