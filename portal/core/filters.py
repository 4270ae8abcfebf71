"""Filters that several lists share."""

import django_filters
from django.utils.translation import gettext_lazy as _

# Upper bounds in yuan of the price bands people choose from; the last band is open.
PRICE_BANDS = (
    ("0-50", _("50 元以下"), 0, 50),
    ("50-100", _("50–100 元"), 50, 100),
    ("100-300", _("100–300 元"), 100, 300),
    ("300-", _("300 元以上"), 300, None),
)

MONTHS = [(str(month), _("%(month)d 月") % {"month": month}) for month in range(1, 13)]


class PriceBandFilter(django_filters.ChoiceFilter):
    """Rows whose ``field_name`` (yuan) falls into a band; a band holds its lower bound and not its upper one."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("价格"))
        super().__init__(choices=[(key, label) for key, label, _low, _high in PRICE_BANDS], empty_label=_("不限"), **kwargs)

    def filter(self, qs, value):
        for key, _label, low, high in PRICE_BANDS:
            if key == value:
                qs = qs.filter(**{f"{self.field_name}__gte": low})
                return qs.filter(**{f"{self.field_name}__lt": high}) if high else qs
        return qs


def choice_filter(label, choices, **kwargs) -> django_filters.ChoiceFilter:
    """Return a filter over fixed choices whose empty entry reads "不限"."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=_("不限"), **kwargs)
