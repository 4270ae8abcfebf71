"""What people fill in to take a place and to say that they are there; what staff fill in about who came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.core.moments import day_text
from portal.enrolment.models import Attendance
from portal.web.forms import PlainFields, agreement


class ContactForm(forms.Form):
    """Name and phone, with the separate consent to pass them on.

    Args:
        consent_label: to whom, and what for.
    """

    name = forms.CharField(label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    agree = agreement("")

    def __init__(self, *args, consent_label: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = consent_label


class CheckInForm(forms.Form):
    """The code at the door; the square beside it fills it in."""

    code = forms.RegexField(
        r"^\d{6}$",
        label=_("签到码"),
        help_text=_("门口今天的 6 位数字。"),
        error_messages={"invalid": _("签到码是 6 位数字。")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class RegisterForm(forms.Form):
    """Who came on one day, for the whole offer at once; a subclass asks for more of each.

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
            self.add_row(row)

    def add_row(self, row) -> None:
        """Add the fields of one person."""
        came = any(attendance.day == self.day for attendance in row.attendances.all())
        self.fields[f"came-{row.pk}"] = forms.BooleanField(label=row.shown_name, required=False, initial=came)
        self.fields[f"seen-{row.pk}"] = forms.BooleanField(required=False, initial=came, widget=forms.HiddenInput)

    def changed_attendance(self) -> tuple[list[int], list[int]]:
        """Return who was ticked and whose tick was taken away since the page was drawn: who checks in meanwhile stays."""
        pairs = [(row.pk, self.cleaned_data[f"seen-{row.pk}"], self.cleaned_data[f"came-{row.pk}"]) for row in self.rows]
        return [key for key, seen, came in pairs if came and not seen], [key for key, seen, came in pairs if seen and not came]

    def table(self):
        """Yield each row with its fields, the days that the person came, and what a subclass asks for beside."""
        for row in self.rows:
            days = ", ".join(day_text(attendance.day) for attendance in row.attendances.all())
            yield row, self[f"came-{row.pk}"], self[f"seen-{row.pk}"], days, self.beside(row)

    def beside(self, row):
        """Return the field that a subclass has for each row, if it has one."""
        return None


class PlainRegisterForm(PlainFields, RegisterForm):
    """The same as a plain form on a phone; it says itself of which day it is."""

    day = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, day=day, **kwargs)
        self.fields["day"].initial = day_text(day) if day else ""
