"""Filters that several lists share."""

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# Upper bounds in yuan of the price bands people choose from; the last band is open.
PRICE_BANDS = (
    ("0-50", _("50 元以下"), 0, 50),
    ("50-100", _("50–100 元"), 50, 100),
    ("100-300", _("100–300 元"), 100, 300),
    ("300-", _("300 元以上"), 300, None),
)

# More choices than one sees at a glance; scripts/forms.js has the same number.
LONG_CHOICES = 15

MONTHS = [(str(month), _("%(month)d 月") % {"month": month}) for month in range(1, 13)]


class DrawnSelect(forms.Select):
    """A select box drawn here: Django renders a template per option, which took a fifth of the time of a list page."""

    @property
    def is_long(self) -> bool:
        """Whether there are so many choices that a script lets people search them (scripts/forms.js)."""
        return len(list(self.choices)) > LONG_CHOICES

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        chosen = self.format_value(value)
        options = ((key, SafeString(" selected") if str(key) in chosen else "", label) for key, label in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})), drawn)


class BandFilter(django_filters.ChoiceFilter):
    """Rows whose ``field_name`` falls into a band; a band holds its lower bound and not its upper one.

    Args:
        bands: of each band its value in the address, its words, its lower and its upper bound, or ``None``.
    """

    def __init__(self, bands, **kwargs):
        self.bands = bands
        choices = [(key, label) for key, label, _low, _high in bands]
        super().__init__(choices=choices, empty_label=_("不限"), widget=DrawnSelect, **kwargs)

    def filter(self, qs, value):
        for key, _label, low, high in self.bands:
            if key == value:
                qs = qs.filter(**{f"{self.field_name}__gte": low})
                return qs.filter(**{f"{self.field_name}__lt": high}) if high else qs
        return qs


class PriceBandFilter(BandFilter):
    """Rows by what they cost in yuan."""

    def __init__(self, **kwargs):
        super().__init__(PRICE_BANDS, **{"label": _("价格"), **kwargs})


def choice_filter(label, choices, **kwargs) -> django_filters.ChoiceFilter:
    """Return a filter over fixed choices whose empty entry reads "不限"."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=_("不限"), widget=DrawnSelect, **kwargs)
