"""Filters of products and brands."""

import django_filters
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from cms.products.choices import BrandLevel, CertificateKind, ProductClass
from portal.core.cache import shared
from portal.core.choices import Month
from portal.places.services import town_choices
from portal.web.filters import PriceBandFilter, choice_filter


def category_choices() -> list[tuple[str, str]]:
    """Return slug and name of all categories."""
    model = apps.get_model("products.ProductCategory")
    return shared("products:categories", lambda: list(model.objects.values_list("slug", "name")))


class ProductFilterSet(django_filters.FilterSet):
    """Products by what people look for: class, category, town, certificate, season, price."""

    product_class = choice_filter(_("大类"), ProductClass.choices, field_name="category__product_class")
    category = choice_filter(_("分类"), category_choices, field_name="category__slug")
    town = choice_filter(_("产地"), town_choices, field_name="town__code")
    certificate = choice_filter(_("认证"), CertificateKind.choices, field_name="certificates__kind", distinct=True)
    season = choice_filter(_("上市月份"), Month.choices, method="filter_season")
    price = PriceBandFilter(field_name="price")

    def filter_season(self, queryset, _name, value):
        """Keep products in season in a month; those without months are sold all year."""
        return queryset.filter(season_months__has=value) | queryset.filter(season_months="")


class BrandFilterSet(django_filters.FilterSet):
    """Brands by level."""

    level = choice_filter(_("层级"), BrandLevel.choices)
