"""Filters of the guides."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cms.guides.choices import Audience, GuideKind
from portal.web.filters import choice_filter


class GuideFilterSet(django_filters.FilterSet):
    """Guides by kind and audience."""

    kind = choice_filter(_("类型"), GuideKind.choices)
    audience = choice_filter(_("适用对象"), Audience.choices, lookup_expr="has")
