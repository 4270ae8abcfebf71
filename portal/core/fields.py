"""Model fields that Django does not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.phones import plain_phone
from portal.core.validators import phone_number

_BAR = "|"


class PhoneField(models.CharField):
    """A phone number that the public may call, kept in its one form (:mod:`portal.core.phones`) through whatever door it comes.

    Migrations know it as the ``CharField`` that it is in the database.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("validators", [phone_number])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value):
        value = super().to_python(value)
        return plain_phone(value) if value else value

    def pre_save(self, model_instance, add):
        setattr(model_instance, self.attname, self.to_python(super().pre_save(model_instance, add)))
        return getattr(model_instance, self.attname)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PhoneTextField, **kwargs})


class PhoneTextField(forms.CharField):
    """A phone number, however it is typed."""

    def to_python(self, value):
        return plain_phone(super().to_python(value))

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "tel"}


class ChoicesField(models.CharField):
    """Several values of one enumeration, a list in Python and ``|a|b|`` in the database, in the order of the enumeration.

    Text rather than JSON, so that the same ``has`` look-up works on SQLite and PostgreSQL: ``filter(fields__has="legal")``.

    Args:
        choices_class: a ``TextChoices`` or ``IntegerChoices`` class.
    """

    def __init__(self, *args, choices_class=None, **kwargs):
        self.choices_class = choices_class
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if self.choices_class is not None:
            setattr(cls, f"get_{name}_labels", lambda instance: self.labels(getattr(instance, name)))

    def labels(self, values) -> list[str]:
        """Return the labels of values."""
        names = dict(self.choices_class.choices)
        return [str(names.get(value, value)) for value in values]

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if value in (None, ""):
            return []
        parts = value.strip(_BAR).split(_BAR) if isinstance(value, str) else list(value)
        if self.choices_class is None:
            return parts
        known = {str(option): option for option in self.choices_class.values}
        chosen = {known.get(str(part), part) for part in parts}
        return [
            *(option for option in self.choices_class.values if option in chosen),
            *(part for part in chosen if part not in known.values()),
        ]

    def get_prep_value(self, value):
        parts = self.to_python(value)
        return f"{_BAR}{_BAR.join(map(str, parts))}{_BAR}" if parts else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        unknown = [item for item in value if self.choices_class is not None and item not in self.choices_class.values]
        if unknown:
            raise ValidationError(_("不认识的选项：%(values)s"), params={"values": "、".join(map(str, unknown))}, code="invalid_choice")

    def run_validators(self, value):
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.choices_class.choices,
            coerce=type(self.choices_class.values[0]),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=self.help_text,
        )


@ChoicesField.register_lookup
class Has(models.Lookup):
    """Rows whose list holds one value."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        return f"{lhs} LIKE %s", [*lhs_params, f"%{_BAR}{str(self.rhs).replace('%', '')}{_BAR}%"]
