"""Public pages of the enterprise directory."""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.core.cache import shared
from portal.enterprises.services.confirming import StaleLinkError, confirm, enterprise_of
from portal.media.renditions import prefetch
from portal.places.services import county_map, towns_on_map
from portal.web.meta import Crumb
from portal.web.once import note_result
from portal.web.views import RecordDetailView, RecordListView, SectionView

# News of an enterprise that its page shows.
NEWS_SHOWN = 5


class EnterpriseList(RecordListView):
    """The directory's list with its map."""

    def extra_context(self, listing):
        # Publishing an enterprise moves the shared stamp.
        return {"county_map": county_map(), "map_towns": shared("enterprises:map", lambda: towns_on_map(self.section.visible()))}


class EnterpriseDetail(RecordDetailView):
    """One enterprise with its licences and products."""

    def record_context(self, request, record):
        # ``products`` is the reverse name that the product page gives its producer; the directory itself knows no pages.
        products = list(record.products.live().select_related("cover").order_by("title")[:8]) if record.pk else []
        displays = _with_pictures(record.display_products)
        pictures = [*(product.cover for product in products), *(display.picture for display in displays)]
        prefetch([record.logo, *pictures], "card", "logo")
        licences, news_items = _rows_of(record, preview=getattr(request, "is_preview", False))
        return {
            "licences": licences,
            "products": products,
            "displays": displays,
            "news_items": news_items,
            "channels": list(record.channels.all()),
        }


def _rows_of(record, *, preview: bool) -> tuple[list, list]:
    """Return licences and newest news; those on the site change with a publication only, which moves the shared stamp."""

    def read():
        return list(record.licences.all()), sorted(record.news_items.all(), key=lambda item: item.day, reverse=True)[:NEWS_SHOWN]

    return read() if preview else shared(f"enterprises:rows:{record.pk}", read)


def _with_pictures(displays) -> list:
    """Return the rows of a record with their pictures; a preview has them in memory."""
    rows = displays.all()
    return list(rows.select_related("picture")) if hasattr(rows, "select_related") else list(rows)


@method_decorator(never_cache, name="dispatch")
class ConfirmView(SectionView):
    """What the link in a text message opens: a look at the entry and one button. Looking alone confirms nothing."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/enterprises/confirm.html"

    def feeds(self) -> list:
        """Return none: the page is for one firm."""
        return []

    def get(self, request, token):
        """Show the entry and the button."""
        try:
            return self.page(request, enterprise_of(token))
        except StaleLinkError:
            return self.page(request, None, status=410)

    def post(self, request, token):
        """Confirm the entry."""
        try:
            enterprise = enterprise_of(token)
        except StaleLinkError:
            return self.page(request, None, status=410)
        confirm(enterprise)
        # The link is used up; whoever presses again sees the entry.
        note_result(request, enterprise.get_absolute_url())
        return self.page(request, enterprise, done=True)

    def page(self, request, enterprise, *, done: bool = False, status: int = 200):
        """Return the page."""
        title = _("确认企业信息")
        lead = enterprise.name if enterprise else _("这个链接已经用过或过期。登录后可以在“我的企业”里确认。")
        response = self.respond(
            request,
            title=str(title),
            description=str(lead),
            crumbs=[Crumb(self.section_title, self.section_url), Crumb(title)],
            robots="noindex",
            enterprise=enterprise,
            done=done,
        )
        response.status_code = status
        return response
