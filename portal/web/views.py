"""Views that the public lists and pages of records are made of."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from portal.core import clock
from portal.core.text import shown_title
from portal.web.listing import Listing
from portal.web.meta import Crumb, FeedLink, Meta
from portal.web.page_memory import keep
from portal.web.structured_data import item_list

HOME = Crumb(_("首页"), "/")
# Characters of a description; search engines show no more.
MAX_DESCRIPTION = 150


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead programs that ask for ``/favicon.ico`` unread, as feed readers do, to the theme's icon."""
    return HttpResponseRedirect(static("brand/favicon.ico"))


class PublicView(View):
    """A public page outside Wagtail's tree: title, description, crumbs and head.

    Subclasses set ``section_title`` and ``section_url`` (the list that crumbs lead through), ``template_name``, and build ``context``.
    """

    http_method_names = ["get", "head", "options"]
    template_name = ""
    section_title: str | Promise = ""
    section_url = ""
    section_description: str | Promise = ""
    feed_column = ""

    def respond(self, request, *, title: str, description: str, crumbs: list[Crumb], **context):
        """Return the page; ``head_title``, ``structured_data`` and ``image_url`` in ``context`` go to the head."""
        path = crumbs[-1].url or request.path
        meta = Meta(
            title=context.pop("head_title", title),
            description=description,
            canonical=request.build_absolute_uri(path),
            image_url=context.pop("image_url", ""),
            column_name=str(self.section_title),
            feeds=self.feeds(),
            structured_data=context.pop("structured_data", []),
            robots=context.pop("robots", ""),
        )
        shown = [HOME, *crumbs[:-1], Crumb(crumbs[-1].title)]
        return TemplateResponse(
            request, self.get_template_name(), {"meta": meta, "crumbs": shown, "title": title, "lead": description, **context}
        )

    def get_template_name(self) -> str:
        """Return the template of the page."""
        return self.template_name

    def feeds(self) -> list[FeedLink]:
        """Return the feeds of this section."""
        if not self.feed_column:
            return []
        return [FeedLink(str(self.section_title), f"/feeds/{self.feed_column}/", f"/feeds/{self.feed_column}/atom/")]


def visitor(request):
    """Return who has signed in, or nothing; the session of whoever carries none is not looked at, so that the page can be kept."""
    return request.user if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated else None


class SectionView(PublicView):
    """A public page of a :class:`portal.web.sections.Section`, which its pattern gives it: ``as_view(section=...)``."""

    # Its module imports this one.
    section: Any = None

    def setup(self, request, *args, **kwargs):
        """Take the words of the section."""
        super().setup(request, *args, **kwargs)
        self.section_title, self.section_url = self.section.title, self.section.url
        self.section_description, self.feed_column = self.section.description, self.section.feed

    @classmethod
    def preview(cls, request, record, **initkwargs):
        """Return the page of a record that need not be public or complete.

        Args:
            initkwargs: what the pattern gives the view.
        """
        view = cls(**initkwargs)
        view.setup(request)
        return view.page(request, record)


class RecordListView(SectionView):
    """A list of records with filters, sorts and pages."""

    def rows(self):
        """Return what the visitor may see, with what a list row shows."""
        return self.section.rows_for(self.request)

    def extra_context(self, listing) -> dict:
        """Return what this list shows beside its rows."""
        return {}

    def get_template_name(self) -> str:
        """Return the section's own list page or the common one."""
        return self.template_name or self.section.list_template

    def subscribe_url(self) -> str:
        """Return where visitors subscribe to the list with the filters that it has now, if they can."""
        if not self.section.digest:
            return ""
        query = self.section.filters_of(self.request.GET).urlencode()
        return f"{self.section.url}subscribe/" + (f"?{query}" if query else "")

    def get(self, request):
        """Show the list."""
        section = self.section
        listing = Listing(request, self.rows(), filterset_class=section.filterset, sorts=section.sorts, page_size=section.page_size)
        # What a search finds is not under the stamp.
        if listing.is_own and not listing.text:
            keep(request, asked=True)
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.section_description),
            crumbs=[Crumb(self.section_title, self.section_url)],
            listing=listing,
            rows_template=section.rows_template,
            robots="noindex, follow" if listing.parameters else "",
            structured_data=[item_list(request, listing)],
            subscribe_url=self.subscribe_url(),
            **self.extra_context(listing),
        )


class RecordDetailView(SectionView):
    """One record's page, also shown in the admin's preview."""

    def rows(self):
        """Return what the visitor may see."""
        rows, joins = self.section.rows_for(self.request), self.section.joins
        return rows.select_related(*joins) if joins else rows

    def get_template_name(self) -> str:
        """Return the template that the model names."""
        return self.template_name or self.section.model.detail_template

    def get(self, request, **lookup):
        """Show the record.

        Args:
            lookup: what the path says of the record, its slug or its key.

        Raises:
            Http404: nothing public has it.
        """
        record = self.rows().filter(**lookup).first()
        if record is not None:
            keep(request)
            if record.expire_at is not None:
                clock.ends_at(record.expire_at)
            return self.page(request, record)
        if self.section.has_ended(**lookup):
            return self.ended(request)
        raise Http404

    def ended(self, request):
        """Say that a record is over, without a word of it, and where the others are."""
        title, lead = map(str, self.section.ended)
        self.template_name = "layouts/ended.html"
        crumbs = [Crumb(self.section_title, self.section_url), Crumb(title)]
        response = self.respond(request, title=title, description=lead, crumbs=crumbs, robots="noindex", section=self.section)
        response.status_code = 410
        return response

    def page(self, request, record):
        """Return the record's page."""
        data, name = self.section.structured_data, shown_title(str(record))
        return self.respond(
            request,
            title=name,
            # One firm may stand in two directories: the section tells the two apart in tabs and search results.
            head_title=f"{name} - {self.section_title}",
            description=self.section.lead_of(record)[:MAX_DESCRIPTION],
            crumbs=[Crumb(self.section_title, self.section_url), Crumb(name, record.get_absolute_url() if record.pk else "")],
            structured_data=[data(request, record)] if data else [],
            record=record,
            **self.record_context(request, record),
        )

    def record_context(self, request, record) -> dict:
        """Return what the template shows beside the record."""
        return {}
