"""Filters of the list of venues."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.venues.models import Kind
from portal.web.filters import BandFilter, choice_filter

# How many people a venue holds: value in the address, words, lower and upper bound.
SIZES = (
    ("small", _("10 人以下"), 0, 10),
    ("middle", _("10–49 人"), 10, 50),
    ("large", _("50 人以上"), 50, None),
)


class VenueFilterSet(django_filters.FilterSet):
    """Venues by kind and by how many people they hold."""

    kind = choice_filter(_("类型"), Kind.choices)
    seats = BandFilter(SIZES, label=_("人数"))
