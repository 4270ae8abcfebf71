"""Pages about the site itself."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.pages import public_path
from portal.core.cache import shared
from portal.identity.sites import site_for
from portal.web.emptiness import empty_addresses, empty_pages
from portal.web.meta import Crumb
from portal.web.page_memory import keep
from portal.web.sections import lists
from portal.web.views import PublicView

# Pages of sections with few children are listed one by one; of the others only the section and its columns are.
_LISTED_TYPES = ("standardpage", "guidepage", "newscolumnpage", "storyindexpage")
# Nobody reads on; who looks for one of more has the section's list.
MOST_CHILDREN = 300


class SiteMapView(PublicView):
    """The site map for people."""

    template_name = "pages/core/sitemap.html"
    section_title = _("网站地图")
    section_url = "/sitemap/"

    def get(self, request):
        """Show sections with what stands below them."""
        keep(request)
        root = site_for(request).root_page
        sections = shared(f"cms:site-map:{root.pk}", lambda: _sections_below(root))
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(_("本站全部栏目。")),
            crumbs=[Crumb(self.section_title, self.section_url)],
            sections=sections,
            records=[section for section in lists() if section.url not in empty_addresses()],
        )


def _sections_below(root: Page) -> list[dict]:
    """Return each section of a site that has something, with the pages below it that a map names."""
    pages = Page.objects.live().public().descendant_of(root).exclude(pk__in=empty_pages()).order_by("path")
    pages = pages.values_list("depth", "path", "title", "url_path", named=True)
    listed = list(pages.filter(depth=root.depth + 1))
    for name in _LISTED_TYPES:
        below = list(pages.filter(content_type__model=name, depth__gt=root.depth + 1)[: MOST_CHILDREN + 1])
        listed += below if len(below) <= MOST_CHILDREN else []
    sections: list[dict] = []
    for page in sorted(listed, key=lambda row: row.path):
        entry = Crumb(page.title, public_path(page))
        if page.depth == root.depth + 1:
            sections.append({"link": entry, "children": []})
        elif sections:
            sections[-1]["children"].append(entry)
    return sections


def robots(request):
    """Tell crawlers what to leave and where the site map is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /my/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
