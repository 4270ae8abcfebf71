"""What the public's forms share: big fields, and messages that say what to do."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PlainFields:
    """Makes a form plain, in a phone's column; what is missing is said in the field's own name."""

    # Of the form beside which this stands.
    fields: dict[str, forms.Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("cols", None)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5
            if isinstance(field.widget, forms.NumberInput):
                _take_what_is_typed(field)
            # Boxes are ticked and not filled in: they say what to do themselves (:func:`agreement`).
            if not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = _("请填写“%(label)s”。") % {"label": field.label}


class PlainModelForm(PlainFields, forms.ModelForm):
    """A model's form for the public."""


class TrappedForm(forms.Form):
    """A form that anybody may send. ``homepage`` is a trap: people do not see it, programs fill it in."""

    homepage = forms.CharField(required=False, widget=forms.HiddenInput)


def show_refusal(form: forms.BaseForm, error: ValidationError, field: str | None = None) -> None:
    """Show with a form why what it asks may not be done.

    Args:
        form: has been validated.
        error: what a service has raised; it may name fields of a record that the form does not have.
        field: below which field stands what names none; above the form when left out.
    """
    if not hasattr(error, "error_dict"):
        form.add_error(field, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _take_what_is_typed(field: forms.Field) -> None:
    """Draw a number as text with the keys of numbers: browsers send nothing of a number box that holds "３００" or "￥12"."""
    field.widget.input_type = "text"
    field.widget.attrs["inputmode"] = "decimal" if isinstance(field, forms.DecimalField) else "numeric"
    for name in ("min", "max", "step"):
        field.widget.attrs.pop(name, None)


class DayInput(forms.DateInput):
    """A day, with the phone's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def agreement(label) -> forms.BooleanField:
    """Return the box by which a person consents to one thing; forms call it ``agree``."""
    return forms.BooleanField(label=label, error_messages={"required": _("请先阅读并勾选同意。")})
