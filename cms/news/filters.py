"""Filters of the news lists."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.services import town_choices
from portal.web.filters import choice_filter

_OLDEST_YEAR = 2015


def year_choices() -> list[tuple[str, str]]:
    """Return the years people may choose, this year first."""
    return [(str(year), _("%(year)s 年") % {"year": year}) for year in range(timezone.localdate().year, _OLDEST_YEAR - 1, -1)]


class NewsFilterSet(django_filters.FilterSet):
    """Articles by year."""

    year = choice_filter(_("年份"), year_choices, field_name="published_at", lookup_expr="year")


class StoryFilterSet(django_filters.FilterSet):
    """Stories by kind and town."""

    kind = choice_filter(_("类型"), [("person", _("典型人物")), ("case", _("经典案例"))])
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")


class JournalFilterSet(django_filters.FilterSet):
    """Issues by year."""

    year = choice_filter(_("年份"), year_choices, field_name="year")
