"""Filters of the enterprise directory."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.core.cache import shared
from portal.enterprises.models import Enterprise, IndustryClass
from portal.places.services import town_choices
from portal.web.filters import choice_filter


def industry_choices() -> list[tuple[str, str]]:
    """Return code and name of the industry classes that public enterprises have."""
    return shared(
        "enterprises:industries",
        lambda: list(
            IndustryClass.objects.filter(enterprises__in=Enterprise.objects.visible())
            .distinct()
            .order_by("code")
            .values_list("code", "name")
        ),
    )


class EnterpriseFilterSet(django_filters.FilterSet):
    """Enterprises by type, town, industry and settlement."""

    kind = choice_filter(_("类型"), Enterprise.Kind.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
    industry = choice_filter(_("行业"), industry_choices, field_name="industry__code")
    settled = choice_filter(_("入驻"), [("yes", _("已入驻中心"))], method="filter_settled")

    def filter_settled(self, queryset, _name, _value):
        """Keep enterprises settled in the centre."""
        return queryset.filter(settled=True)
