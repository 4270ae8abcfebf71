"""Filters of the catalogues' lists."""

import django_filters
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.catalogues.models import Station
from portal.catalogues.models.experts import Expertise
from portal.catalogues.models.providers import ProviderField
from portal.catalogues.models.services import CentreFunction
from portal.core.cache import shared
from portal.places.services import town_choices
from portal.web.filters import PriceBandFilter, choice_filter


def class_choices() -> list[tuple[str, str]]:
    """Return slug and name of the visible service classes."""
    model = apps.get_model("catalogues.ServiceClass")
    return shared("catalogues:classes", lambda: list(model.objects.visible().values_list("slug", "name")))


class FreeServiceFilterSet(django_filters.FilterSet):
    """Free services by the centre's function and by service class."""

    function = choice_filter(_("功能"), CentreFunction.choices, field_name="centre_function")
    service_class = choice_filter(_("类别"), class_choices, field_name="service_class__slug")


class ValueAddedServiceFilterSet(FreeServiceFilterSet):
    """Priced services, also by price."""

    price = PriceBandFilter(field_name="price")


class ProviderFilterSet(django_filters.FilterSet):
    """Providers by field and town."""

    field = choice_filter(_("服务领域"), ProviderField.choices, field_name="fields", lookup_expr="has")
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")


class ExpertFilterSet(django_filters.FilterSet):
    """Experts by field, and those who take appointments."""

    field = choice_filter(_("擅长领域"), Expertise.choices, field_name="fields", lookup_expr="has")
    available = choice_filter(_("预约"), [("1", _("接受预约"))], field_name="is_available")


class StationFilterSet(django_filters.FilterSet):
    """Stations by kind, town and state."""

    kind = choice_filter(_("类型"), Station.Kind.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
    state = choice_filter(_("状态"), [("open", _("运营中")), ("paused", _("暂停服务"))])
