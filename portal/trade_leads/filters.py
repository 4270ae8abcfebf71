"""Filters of the list of supply and demand."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.places.services import town_choices
from portal.trade_leads.choices import Category, Kind
from portal.web.filters import choice_filter


class TradeLeadFilterSet(django_filters.FilterSet):
    """Leads by side, category and town."""

    kind = choice_filter(_("供求"), Kind.choices)
    category = choice_filter(_("类别"), Category.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
