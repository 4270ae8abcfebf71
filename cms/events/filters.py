"""Filters of the events list."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.choices import EventKind
from portal.places.services import town_choices
from portal.web.filters import choice_filter


class EventFilterSet(django_filters.FilterSet):
    """Events by kind, time and town."""

    kind = choice_filter(_("类型"), EventKind.choices)
    when = choice_filter(_("时间"), [("coming", _("未结束")), ("past", _("已结束"))], method="filter_when")
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")

    def filter_when(self, queryset, _name, value):
        """Split the events at this moment."""
        now = timezone.now()
        return queryset.filter(ends_at__gte=now) if value == "coming" else queryset.filter(ends_at__lt=now)
