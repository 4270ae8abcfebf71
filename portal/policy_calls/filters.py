"""Filters of the list of calls."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.policy_calls.choices import Level, Phase
from portal.web.filters import choice_filter


class PolicyCallFilterSet(django_filters.FilterSet):
    """Calls by where they stand today and by the issuer's level."""

    phase = choice_filter(_("状态"), Phase.choices, method="filter_phase")
    level = choice_filter(_("层级"), Level.choices)

    def filter_phase(self, queryset, _name, value):
        """Keep the calls that stand in a phase."""
        return queryset.in_phase(value)
