"""The base of pages that list their children."""

from django.db.models import QuerySet
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.core import page_indexes, view_counts
from cms.core.pages import ArticlePage, BasePage
from portal.core import clock
from portal.media.renditions import renditions_through
from portal.web.listing import Listing
from portal.web.page_memory import keep
from portal.web.rows import OrderedRows, Part
from portal.web.structured_data import item_list


class IndexPage(BasePage):
    """A section's list with filters, sorts and pages.

    A subclass gives ``item_model`` and ``sorts`` and may give ``filterset_class`` and ``card_relations``.
    """

    item_model: type[Page]
    filterset_class = None
    sorts: dict = {}
    card_relations: tuple[str, ...] = ()
    page_size = 20
    # Whether all items stand directly below this page.
    lists_children = True

    show_in_menus_default = True

    class Meta:
        abstract = True

    def rows(self):
        """Return what the public may see of this section, with what a list row shows."""
        rows = self.item_model.objects.live().descendant_of(self)
        return rows.select_related("cover", *self.card_relations).defer(*_texts(self.item_model))

    def walk(self, rows: QuerySet, part: Part) -> QuerySet:
        """Return the rows of a part in an order that an index gives."""
        return page_indexes.walk(rows, part, below=self.path if self.lists_children else "")

    def newest(self, number: int) -> list[Page]:
        """Return the newest pages of this section, for its feed."""
        has_time = any(field.name == "published_at" for field in self.item_model._meta.get_fields())
        order = ("-published_at", "-pk") if has_time else ("-last_published_at", "-pk")
        return OrderedRows(self.rows(), order, self.walk)[:number]

    def may_be_kept(self, request):
        """Leave it to :meth:`get_context`, which knows what of the address is the list's own."""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        options = {"filterset_class": self.filterset_class, "sorts": self.sorts, "page_size": self.page_size, "walk": self.walk}
        listing = Listing(request, self.rows().prefetch_related(renditions_through("cover")), **options)
        context["listing"] = listing
        if issubclass(self.item_model, ArticlePage):
            # As old as the number on the article may be.
            clock.changes_within(view_counts.LONGEST_SECONDS)
            context["views"] = view_counts.totals(listing.items.keys)
        # What a search finds is not under the stamp.
        if listing.is_own and not listing.text and not getattr(request, "is_preview", False):
            keep(request, asked=True)
        if listing.parameters:
            context["meta"].robots = "noindex, follow"
        context["meta"].structured_data.append(item_list(request, listing))
        return context


def _texts(model: type[Page]) -> list[str]:
    """Return the names of a page type's long texts, which no list shows."""
    return [field.name for field in model._meta.get_fields() if isinstance(field, StreamField | RichTextField)]
