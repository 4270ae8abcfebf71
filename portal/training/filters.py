"""Filters of the list of courses."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.services import town_choices
from portal.training.models import Audience, Format, Level, Session, Subject
from portal.web.filters import DrawnSelect, choice_filter

# From how many days on to before how many days a session begins.
_PERIODS = {"week": (0, 7), "month": (0, 30), "later": (30, None)}


class WhenFilter(django_filters.ChoiceFilter):
    """Sessions by how soon they begin."""

    def __init__(self, **kwargs):
        choices = [("week", _("一周内开班")), ("month", _("一个月内开班")), ("later", _("一个月以后开班"))]
        super().__init__(label=_("时间"), choices=choices, empty_label=_("不限"), widget=DrawnSelect, **kwargs)

    def filter(self, qs, value):
        if value not in _PERIODS:
            return qs
        today = timezone.localdate()
        first, end = _PERIODS[value]
        qs = qs.filter(starts_on__gte=today + timedelta(days=first))
        return qs.filter(starts_on__lt=today + timedelta(days=end)) if end else qs


class CourseFilterSet(django_filters.FilterSet):
    """Courses by level, audience and subject; by town and time of one and the same coming session."""

    level = choice_filter(_("级别"), Level.choices)
    audience = choice_filter(_("面向人群"), Audience.choices, lookup_expr="has")
    subject = choice_filter(_("主题"), Subject.choices)
    format = choice_filter(_("授课方式"), Format.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="sessions__town__code")
    when = WhenFilter(field_name="sessions__starts_on")

    def filter_queryset(self, queryset):
        """Return the courses that fit; ``town`` and ``when`` are asked of their sessions."""
        asked = self.form.cleaned_data
        for name in ("level", "audience", "subject", "format"):
            queryset = self.filters[name].filter(queryset, asked[name])
        if not (asked["town"] or asked["when"]):
            return queryset
        sessions = self.filters["when"].filter(Session.objects.coming().filter(course=OuterRef("pk")).order_by(), asked["when"])
        if asked["town"]:
            sessions = sessions.filter(town__code=asked["town"])
        return queryset.filter(Exists(sessions))
