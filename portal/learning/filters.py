"""Filters of the list of materials."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.training.models import Audience, Subject
from portal.web.filters import choice_filter


class MaterialFilterSet(django_filters.FilterSet):
    """Materials by the group that they are for, and by subject."""

    audience = choice_filter(_("面向人群"), Audience.choices, lookup_expr="has")
    subject = choice_filter(_("主题"), Subject.choices)
