"""Columns of one value: how a field is written into a cell and read from it."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.fields import ChoicesField, PhoneField
from portal.core.figures import moment_of, plain_amount, plain_code
from portal.core.moments import minute_text
from portal.core.phones import plain_phone
from portal.core.text import clean_line
from portal.sheets.text import clean, split_items


class Column:
    """One column; this one holds a line of text.

    Args:
        heading: what stands in row 1.
        attribute: field of the object.
        required: whether a row without it is wrong.
        default: what an empty cell of a new row means; with one, an empty cell never changes a stored value.
        help: how to fill it in, besides ``format``.
        width: of the column, in characters.
    """

    format = gettext_lazy("一行文字")
    multiline = False
    numeric = False
    allowed: tuple[str, ...] | list[str] = ()
    one_of_allowed = False

    def __init__(self, heading, attribute, *, required=False, default=False, help="", width=18):
        self.heading = str(heading)
        self.attribute = attribute
        self.required = required
        self.has_default = default
        self.help = str(help)
        self.width = width
        self.max_length = None

    def read(self, obj) -> str:
        """Return the text of ``obj`` for its cell."""
        return self.to_text(getattr(obj, self.attribute))

    def write(self, obj, text: str) -> None:
        """Put a cell's text into ``obj``.

        Raises:
            ValidationError: the text cannot be read; the message says what would be right.
        """
        if text:
            setattr(obj, self.attribute, self.to_value(text))
        elif not self.has_default:
            setattr(obj, self.attribute, self.empty_value(obj))

    def empty_value(self, obj):
        """Return what an empty cell means."""
        field = obj._meta.get_field(self.attribute)
        return None if field.null else field.to_python("")

    def to_text(self, value) -> str:
        """Return a value as text."""
        return "" if value is None else clean_line(str(value))

    def to_value(self, text: str):
        """Return a text as value.

        Raises:
            ValidationError: the text cannot be read.
        """
        return clean_line(text)

    def check(self, text: str) -> None:
        """Check whether a text could stand in a cell of this county's table; an empty one always can.

        Raises:
            ValidationError: it cannot be read, or is none of the choices.
        """
        if text:
            self.to_value(text)
            if self.one_of_allowed and text not in self.allowed:
                raise ValidationError(_("请从下拉列表中选择。"))

    def fold(self, text: str) -> str:
        """Return a text in the form in which keys are compared."""
        return plain_code(text)

    def describe(self) -> str:
        """Return the format in words, for the instructions."""
        limit = _("，不超过 %(count)d 字") % {"count": self.max_length} if self.max_length else ""
        return f"{self.format}{limit}"


class LongTextColumn(Column):
    """Text whose line breaks count."""

    format = gettext_lazy("文字，可以换行")
    multiline = True

    def to_text(self, value):
        return "" if value is None else clean(str(value))

    def to_value(self, text):
        return clean(text)


class CodeColumn(Column):
    """A code or address: never full-width."""

    format = gettext_lazy("字母、数字和符号，按文本填写")

    def to_value(self, text):
        return plain_code(text)


class CompactCodeColumn(CodeColumn):
    """A code in which spaces only help reading, such as a credit code."""

    def to_value(self, text):
        return plain_code(text).replace(" ", "").upper()

    def fold(self, text):
        return self.to_value(text)


class PhoneColumn(Column):
    """A phone number, however it is typed."""

    format = gettext_lazy("电话号码，例如 0715-1234567")

    def to_text(self, value):
        return plain_phone(value)

    def to_value(self, text):
        return plain_phone(text)

    def fold(self, text):
        return plain_phone(text)


class DecimalColumn(Column):
    """A decimal number, a number in the cell as well."""

    format = gettext_lazy("数字")
    numeric = True

    def to_text(self, value):
        return "" if value is None else _plain(Decimal(str(value)))

    def to_value(self, text):
        try:
            number = Decimal(plain_amount(text))
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise ValidationError(_("“%(text)s”不是数字。请只填数字，例如 12.50。"), params={"text": text})
        return Decimal(_plain(number))


class WholeColumn(DecimalColumn):
    """A whole number."""

    format = gettext_lazy("整数")

    def to_value(self, text):
        number = super().to_value(text)
        if number != number.to_integral_value():
            raise ValidationError(_("“%(text)s”不是整数。请填写例如 10。"), params={"text": text})
        return int(number)


class DateColumn(Column):
    """A day."""

    format = gettext_lazy("日期，例如 2026-03-15")

    def to_text(self, value):
        return value.isoformat() if value else ""

    def to_value(self, text):
        moment = moment_of(text)
        if moment is None or (moment.hour, moment.minute) != (0, 0):
            raise ValidationError(_("“%(text)s”不是日期。请按“年-月-日”填写，例如 2026-03-15。"), params={"text": text})
        return moment.date()


class DateTimeColumn(Column):
    """A day and time of day in the portal's time zone, to the minute."""

    format = gettext_lazy("日期和时间，例如 2026-03-15 09:30；只写日期表示 00:00")

    def to_text(self, value):
        return minute_text(value)

    def to_value(self, text):
        moment = moment_of(text)
        if moment is None:
            raise ValidationError(_("“%(text)s”不是日期和时间。请填写例如 2026-03-15 09:30。"), params={"text": text})
        return timezone.make_aware(moment)


class YesNoColumn(Column):
    """Yes or no."""

    one_of_allowed = True
    format = gettext_lazy("是或否")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.allowed = [_("是"), _("否")]

    def to_text(self, value):
        return self.allowed[0] if value else self.allowed[1]

    def to_value(self, text):
        yes, no = self.allowed
        known = {**dict.fromkeys((yes, "1", "true", "yes"), True), **dict.fromkeys((no, "0", "false", "no"), False)}
        value = known.get(plain_code(text).lower())
        if value is None:
            raise ValidationError(_("“%(text)s”应为“是”或“否”。"), params={"text": text})
        return value


class ChoiceColumn(Column):
    """One of a list; written as its Chinese label, its code is understood as well."""

    one_of_allowed = True
    format = gettext_lazy("从列表中选一个")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = {value: str(label) for value, label in choices if value not in (None, "")}
        self.values = {plain_code(str(key)).lower(): value for value, label in self.labels.items() for key in (value, label)}
        self.allowed = list(self.labels.values())

    def to_text(self, value):
        return self.labels.get(value, "" if value is None else str(value))

    def to_value(self, text):
        key = plain_code(text).lower()
        if key not in self.values:
            raise ValidationError(
                _("没有“%(text)s”这个选项。可填：%(allowed)s。"), params={"text": text, "allowed": "、".join(self.allowed)}
            )
        return self.values[key]


class ChoicesColumn(ChoiceColumn):
    """Several of a list."""

    one_of_allowed = False
    format = gettext_lazy("从可填内容中选一个或几个，用顿号分开")

    def to_text(self, value):
        return "、".join(super(ChoicesColumn, self).to_text(item) for item in value or ())

    def to_value(self, text):
        chosen = {super(ChoicesColumn, self).to_value(item) for item in split_items(text)}
        return [value for value in self.labels if value in chosen]

    def empty_value(self, obj):
        return []


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_BY_FIELD = (
    (PhoneField, PhoneColumn),
    (models.BooleanField, YesNoColumn),
    (models.DateTimeField, DateTimeColumn),
    (models.DateField, DateColumn),
    (models.DecimalField, DecimalColumn),
    (models.IntegerField, WholeColumn),
    (models.SlugField, CodeColumn),
    (models.URLField, CodeColumn),
    (models.TextField, LongTextColumn),
    (models.CharField, Column),
)


def column(model, name: str, column_class=None, **options) -> Column:
    """Return the column of a model's field: heading, need, limits and help come from the field.

    Args:
        model: the model.
        name: name of its field; not a relation (see :mod:`.relations`).
        column_class: another class than the field's usual one.
        options: of :class:`Column`, where they differ from the field.
    """
    field = model._meta.get_field(name)
    options.setdefault("default", field.has_default() and not isinstance(field, ChoicesField))
    options.setdefault("required", not field.blank and not options["default"])
    options.setdefault("help", field.help_text)
    heading = options.pop("heading", field.verbose_name)
    if column_class is None and isinstance(field, ChoicesField):
        made: Any = ChoicesColumn(heading, name, choices=field.choices_class.choices, **options)
    elif column_class is None and field.choices:
        made = ChoiceColumn(heading, name, choices=field.choices, **options)
    else:
        made_by = column_class or next(column_class for field_class, column_class in _BY_FIELD if isinstance(field, field_class))
        made = made_by(heading, name, **options)
        if isinstance(made, Column) and not made.numeric:
            made.max_length = field.max_length
    return made
