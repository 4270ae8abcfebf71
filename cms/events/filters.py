"""Filters of the events list."""

from datetime import datetime

import django_filters
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.choices import EventKind
from portal.core import clock
from portal.places.services import town_choices
from portal.web.filters import choice_filter


def moment_of_events() -> datetime:
    """Return now, to tell the past events from the others; the next end of one is when that changes."""
    now = timezone.now()
    if clock.is_watched():
        ends = apps.get_model("events.EventPage").objects.filter(ends_at__gte=now).order_by("ends_at").values_list("ends_at", flat=True)
        for first in ends[:1]:
            clock.changes_at(first)
    return now


class EventFilterSet(django_filters.FilterSet):
    """Events by kind, time and town."""

    kind = choice_filter(_("类型"), EventKind.choices)
    when = choice_filter(_("时间"), [("coming", _("未结束")), ("past", _("已结束"))], method="filter_when")
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")

    def filter_when(self, queryset, _name, value):
        """Split the events at this moment."""
        now = moment_of_events()
        return queryset.filter(ends_at__gte=now) if value == "coming" else queryset.filter(ends_at__lt=now)
