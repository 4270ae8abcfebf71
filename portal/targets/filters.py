"""Filters of the list of media reports."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.cache import shared
from portal.targets.models import Level, MediaReport
from portal.web.filters import choice_filter


def year_choices() -> list[tuple[str, str]]:
    """Return the years of which there may be reports, this year first."""
    dates = shared(
        "targets:oldest", lambda: MediaReport.objects.visible().order_by("published_on").values_list("published_on", flat=True)[:1]
    )
    this = timezone.localdate().year
    oldest = min([this, *(day.year for day in dates)])
    return [(str(year), _("%(year)s 年") % {"year": year}) for year in range(this, oldest - 1, -1)]


class MediaReportFilterSet(django_filters.FilterSet):
    """Reports by level of the medium and by year."""

    level = choice_filter(_("媒体级别"), Level.choices)
    year = choice_filter(_("年份"), year_choices, field_name="published_on", lookup_expr="year")
