"""Filters of the culture section."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cms.culture.choices import CultureKind
from portal.places.services import town_choices
from portal.web.filters import choice_filter


class CultureFilterSet(django_filters.FilterSet):
    """Culture pages by kind and town."""

    kind = choice_filter(_("类型"), CultureKind.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
