"""Public pages of the catalogues that show more than every section does."""

from django.db.models import QuerySet

from portal.catalogues.models import Provider
from portal.core.cache import shared
from portal.places.services import county_map, towns, towns_on_map
from portal.web.meta import Crumb
from portal.web.page_memory import keep
from portal.web.rows import SORTED, Part, counted
from portal.web.views import RecordDetailView, RecordListView, SectionView

# Dots beyond this number would hide one another on a phone.
MAP_POINTS = 300


class PaidServiceDetail(RecordDetailView):
    """One priced service with its price history and providers."""

    def record_context(self, request, record):
        return {
            "price_changes": list(record.price_changes.all()) if record.pk else [],
            "providers": [provider for provider in record.providers.all() if provider.live and provider.state == Provider.State.LISTED],
        }


class ExpertDetail(RecordDetailView):
    """One expert with the classes of service that they take part in."""

    def record_context(self, request, record):
        return {"service_classes": [row.name for row in record.service_classes.all() if row.live]}


class ServiceTable(SectionView):
    """The table of service classes, contents and times (R-CAT-6)."""

    def rows(self):
        """Return what the public may see, with the contents of each class."""
        return self.section.visible().prefetch_related("items")

    def get_template_name(self):
        return self.section.list_template

    def get(self, request):
        """Show the table."""
        keep(request)
        return self.page(request, list(self.rows()))

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
    def preview(cls, request, record, **initkwargs):
        """Return the table with one class as its draft will look."""
        view = cls(**initkwargs)
        view.setup(request)
        others = view.rows().exclude(pk=record.pk)
        return view.page(request, sorted([*others, record], key=lambda row: (row.order, row.name)))


def town_by_town(rows: QuerySet) -> list[Part]:
    """Return the stations of each town, in the towns' order: an index orders each, and few are sorted as quickly."""
    if counted(rows) <= SORTED:
        return [Part(("town__order", "kind", "code"))]
    return [Part(("kind", "code"), {"town": town.pk}) for town in towns()]


class StationList(RecordListView):
    """The list and the map."""

    def extra_context(self, listing):
        projection = county_map()
        return {
            "county_map": projection,
            "map_towns": shared("catalogues:map", lambda: towns_on_map(self.section.visible())),
            "map_points": _points(listing, projection) if projection else [],
        }


def _points(listing, projection) -> list[dict]:
    """Return where the stations of all pages of a list stand on the map."""
    located = listing.filterset.qs.exclude(longitude=None).exclude(latitude=None).order_by("pk")
    rows = located.values("slug", "name", "kind", "longitude", "latitude")[:MAP_POINTS]
    return [{**row, "x": x, "y": y} for row in rows for x, y in [projection.place(row["longitude"], row["latitude"])]]
