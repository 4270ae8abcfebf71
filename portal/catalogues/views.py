"""Public pages of the catalogues."""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.catalogues.filters import FreeServiceFilterSet, ProviderFilterSet, StationFilterSet, ValueAddedServiceFilterSet
from portal.catalogues.models import FreeService, Provider, ServiceClass, Station, ValueAddedService
from portal.catalogues.structured_data import provider_data, service_data, station_data
from portal.core.cache import shared
from portal.places.services import county_map, towns
from portal.web.meta import Crumb
from portal.web.page_memory import keep
from portal.web.rows import SORTED, Part, counted
from portal.web.views import PublicView, RecordDetailView, RecordListView

# Dots beyond this number would hide one another on a phone.
MAP_POINTS = 300

IN_ORDER = {"order": (_("默认顺序"), ("order", "name")), "name": (_("按名称"), ("name", "pk"))}


class FreeSection:
    """The free-service catalogue (R-CAT-1)."""

    model = FreeService
    section_title = _("免费服务目录")
    section_url = "/services/free/"
    section_description = _("中心不收费的服务，农户、合作社、企业和创业者都可以申请。")
    feed_column = "free-services"


class FreeServiceList(FreeSection, RecordListView):
    """The list of free services."""

    template_name = "pages/catalogues/free_list.html"
    filterset_class = FreeServiceFilterSet
    sorts = IN_ORDER
    page_size = 50


class FreeServiceDetail(FreeSection, RecordDetailView):
    """One free service."""

    template_name = "pages/catalogues/free_detail.html"

    def record_context(self, request, record):
        return {"description": record.summary, "structured_data": [service_data(request, record)]}


class PaidSection:
    """The value-added catalogue with published prices (R-CAT-2)."""

    model = ValueAddedService
    section_title = _("增值服务目录")
    section_url = "/services/paid/"
    section_description = _("明码标价、微利收费的服务。价格变动公开可查，本站不收款。")
    feed_column = "paid-services"


class PaidServiceList(PaidSection, RecordListView):
    """The list of priced services."""

    template_name = "pages/catalogues/paid_list.html"
    filterset_class = ValueAddedServiceFilterSet
    sorts = {**IN_ORDER, "price": (_("价格从低到高"), ("price", "pk")), "price_desc": (_("价格从高到低"), ("-price", "pk"))}
    page_size = 50


class PaidServiceDetail(PaidSection, RecordDetailView):
    """One priced service with its price history and providers."""

    template_name = "pages/catalogues/paid_detail.html"

    def record_context(self, request, record):
        return {
            "description": record.summary,
            "price_changes": list(record.price_changes.all()) if record.pk else [],
            "providers": [provider for provider in record.providers.all() if provider.live and provider.state == Provider.State.LISTED],
            "structured_data": [service_data(request, record)],
        }


class ServiceTable(PublicView):
    """The table of service classes, contents and times (R-CAT-6)."""

    template_name = "pages/catalogues/service_table.html"
    section_title = _("服务项目总表")
    section_url = "/services/table/"
    section_description = _("中心提供的各类服务、具体内容和服务时间。")

    def get(self, request):
        """Show the table."""
        keep(request)
        return self.page(request, list(ServiceClass.objects.visible().prefetch_related("items")))

    def page(self, request, classes):
        """Return the page for a list of service classes."""
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.section_description),
            crumbs=[Crumb(self.section_title, self.section_url)],
            classes=classes,
        )

    @classmethod
    def preview(cls, request, record):
        """Return the table with one class as its draft will look."""
        view = cls()
        view.setup(request)
        others = ServiceClass.objects.visible().exclude(pk=record.pk).prefetch_related("items")
        return view.page(request, sorted([*others, record], key=lambda row: (row.order, row.name)))


class ProviderSection:
    """The directory of providers (R-CAT-3)."""

    model = Provider
    section_title = _("服务商名录")
    section_url = "/providers/"
    section_description = _("经中心审核入库的服务商，公开介绍、服务内容和价格。")
    feed_column = "providers"


class ProviderList(ProviderSection, RecordListView):
    """The list of providers."""

    template_name = "pages/catalogues/provider_list.html"
    filterset_class = ProviderFilterSet
    sorts = {"name": (_("按名称"), ("name", "pk")), "newest": (_("最近入库"), ("-first_published_at", "-pk"))}


class ProviderDetail(ProviderSection, RecordDetailView):
    """One provider with services and prices."""

    template_name = "pages/catalogues/provider_detail.html"

    def rows(self):
        return super().rows().select_related("town", "enterprise")

    def record_context(self, request, record):
        offers = list(record.offers.all())
        return {
            "description": record.introduction[:150],
            "offers": offers,
            "structured_data": [provider_data(request, record, offers)],
        }


class StationSection:
    """Contact points, village stations and logistics points (R-ID-6, R-STN-1)."""

    model = Station
    section_title = _("服务网点")
    section_url = "/stations/"
    section_description = _("离您最近的联络点、村级服务站和物流配送点。")
    feed_column = "stations"


def _town_by_town(rows: QuerySet) -> list[Part]:
    """Return the stations of each town, in the towns' order: an index orders each, and few are sorted as quickly."""
    if counted(rows) <= SORTED:
        return [Part(("town__order", "kind", "code"))]
    return [Part(("kind", "code"), {"town": town.pk}) for town in towns()]


class StationList(StationSection, RecordListView):
    """The list and the map."""

    template_name = "pages/catalogues/station_list.html"
    filterset_class = StationFilterSet
    sorts = {"town": (_("按乡镇"), _town_by_town), "name": (_("按名称"), ("name", "pk"))}
    page_size = 20

    def extra_context(self, listing):
        counts = shared("catalogues:stations", _stations_of_towns)
        projection = county_map()
        return {
            "county_map": projection,
            "map_towns": [
                {"town": town, "count": counts.get(town.pk, 0), "url": f"?town={town.code}"} for town in towns() if town.map_points
            ],
            "map_points": _points(listing, projection) if projection else [],
        }


def _stations_of_towns() -> dict[int, int]:
    return dict(Station.objects.visible().order_by().values_list("town_id").annotate(Count("pk")))


def _points(listing, projection) -> list[dict]:
    """Return where the stations of all pages of a list stand on the map."""
    located = listing.filterset.qs.exclude(longitude=None).exclude(latitude=None).order_by("pk")
    rows = located.values("slug", "name", "kind", "longitude", "latitude")[:MAP_POINTS]
    return [{**row, "x": x, "y": y} for row in rows for x, y in [projection.place(row["longitude"], row["latitude"])]]


class StationDetail(StationSection, RecordDetailView):
    """One station."""

    template_name = "pages/catalogues/station_detail.html"

    def rows(self):
        return super().rows().select_related("town", "operator")

    def record_context(self, request, record):
        return {
            "description": "，".join(filter(None, [record.get_kind_display(), record.address, record.services])),
            "structured_data": [station_data(request, record)],
        }
