"""The one cleaning of :mod:`portal.core.text` and :mod:`portal.core.figures`, in every field of every form.

Forms here come from the portal, Wagtail, allauth and django-filter, and Wagtail makes most of its own from models and blocks. They share
no base class, but their fields do, and a field makes a value of what was typed in one method. See docs/adr/0020-one-cleaning.md.
"""

from collections.abc import Callable
from functools import wraps

from django import forms

from portal.core.figures import moment_of, plain_amount, plain_code
from portal.core.text import clean_line, clean_text

_DAY, _MOMENT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"


def install() -> None:
    """Have Django's form fields clean what was typed before they read it; asking twice changes nothing."""
    for field, clean in _CLEANINGS.items():
        inner = field.__dict__["to_python"]
        if not hasattr(inner, "__wrapped__"):
            setattr(field, inner.__name__, _cleaned(inner, clean))


def _cleaned(inner: Callable, clean: Callable[[forms.Field, str], str]) -> Callable:
    @wraps(inner)
    def to_python(self, value):
        return inner(self, clean(self, value) if isinstance(value, str) else value)

    return to_python


def _text(field: forms.Field, value: str) -> str:
    """Return text as its widget holds it; a password is what was typed."""
    if isinstance(field.widget, forms.PasswordInput):
        return value
    one_line = isinstance(field.widget, forms.TextInput) and not isinstance(field.widget, forms.HiddenInput)
    return clean_line(value) if one_line else clean_text(value)


def _amount(_field: forms.Field, value: str) -> str:
    return plain_amount(value)


def _day(_field: forms.Field, value: str) -> str:
    moment = moment_of(value)
    return moment.strftime(_DAY) if moment and (moment.hour, moment.minute) == (0, 0) else plain_code(value)


def _moment(_field: forms.Field, value: str) -> str:
    moment = moment_of(value)
    return moment.strftime(_MOMENT) if moment else plain_code(value)


def _plain(_field: forms.Field, value: str) -> str:
    return plain_code(value)


_CLEANINGS: dict[type[forms.Field], Callable[[forms.Field, str], str]] = {
    forms.CharField: _text,
    forms.IntegerField: _amount,
    forms.DecimalField: _amount,
    forms.FloatField: _amount,
    forms.DateField: _day,
    forms.DateTimeField: _moment,
    forms.TimeField: _plain,
}
