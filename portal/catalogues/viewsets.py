"""The admin screens of the catalogues."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from portal.catalogues.models import Expert, FreeService, Provider, ServiceClass, Station, ValueAddedService
from portal.moderation.viewsets import EditorialViewSet

_SERVICE = (_("服务"), "name", "service_class", "centre_function", "summary", "order")
_CONTENT = (_("内容与办理"), "content", "audience", "how_to_apply", "materials", "hours", "place", "phone")


class ServiceClassViewSet(EditorialViewSet):
    """Rows of the service table."""

    model = ServiceClass
    icon = "table"
    list_display = ["name", "hours", "order", "live"]
    search_fields = ["name"]
    layout = ("name", "hours", "order", InlinePanel("items", heading=_("服务内容"), label=_("内容"), min_num=1))


class FreeServiceViewSet(EditorialViewSet):
    """Free services."""

    model = FreeService
    icon = "tick-inverse"
    menu_label = _("免费服务")
    list_display = ["name", "centre_function", "order", "live", "has_unpublished_changes"]
    list_filter = ["centre_function", "service_class", "live"]
    search_fields = ["name", "summary"]
    layout = (_SERVICE, _CONTENT)


class ValueAddedServiceViewSet(EditorialViewSet):
    """Priced services."""

    model = ValueAddedService
    icon = "tag"
    menu_label = _("增值服务")
    list_display = ["name", "price", "unit", "centre_function", "live", "has_unpublished_changes"]
    list_filter = ["centre_function", "service_class", "live"]
    search_fields = ["name", "summary"]
    layout = (
        _SERVICE,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("price", "unit", "price_note", "reference_price")],
            heading=_("价格"),
            help_text=_("没有价格不能发布。价格变动会自动记入公开的价格记录。"),
        ),
        _CONTENT,
        FieldPanel("providers"),
    )


class ProviderViewSet(EditorialViewSet):
    """Providers."""

    model = Provider
    icon = "user"
    menu_label = _("服务商")
    list_display = ["name", "state", "town", "live", "has_unpublished_changes"]
    list_filter = ["state", "town", "live"]
    search_fields = ["name", "introduction"]
    layout = (
        (_("服务商"), "name", "fields", "introduction", "picture", "enterprise"),
        InlinePanel("offers", heading=_("服务与价格"), label=_("服务"), min_num=1),
        (_("联系"), "town", "address", "phone"),
        (_("合作协议（不公开）"), "agreement_number", "agreement_until"),
    )


class ExpertViewSet(EditorialViewSet):
    """Experts of the pool."""

    model = Expert
    icon = "user"
    menu_label = _("专家")
    list_display = ["name", "position", "is_available", "live", "has_unpublished_changes"]
    list_filter = ["is_available", "live"]
    search_fields = ["name", "position", "organisation", "summary"]
    layout = (
        (_("专家"), "name", "fields", "position", "organisation", "summary", "introduction", "picture"),
        (_("服务"), "service_classes", "is_available", "hours"),
        (_("本人同意（不公开）"), "consented_on", "consent_scope"),
    )


class StationViewSet(EditorialViewSet):
    """Contact points and stations."""

    model = Station
    icon = "site"
    list_display = ["name", "kind", "town", "state", "live", "has_unpublished_changes"]
    list_filter = ["kind", "town", "state", "live"]
    search_fields = ["name", "code", "village", "address"]
    layout = (
        (_("网点"), "code", "kind", "place_kind", "place_name", "name", "state"),
        (_("位置"), "town", "village", "address", "longitude", "latitude"),
        (_("服务与联系"), "services", "hours", "phone", "opened_on", "picture", "operator", "keeper"),
    )
