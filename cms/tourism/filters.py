"""Filters of the tourism section."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.core.choices import Month
from portal.places.services import town_choices
from portal.web.filters import PriceBandFilter, choice_filter


class TourismFilterSet(django_filters.FilterSet):
    """Sights, products and routes by kind, town, month and price."""

    kind = choice_filter(_("类型"), [("sight", _("景点")), ("product", _("旅游产品")), ("route", _("线路"))])
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
    month = choice_filter(_("适宜月份"), Month.choices, method="filter_month")
    price = PriceBandFilter(field_name="price")

    def filter_month(self, queryset, _name, value):
        """Keep what is good in a month; no months means all year."""
        return queryset.filter(best_months__has=value) | queryset.filter(best_months="")
