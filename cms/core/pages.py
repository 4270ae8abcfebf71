"""The base of every page type."""

from datetime import datetime, timedelta
from http import HTTPMethod

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from cms.core import view_counts
from cms.core.around import articles_around, public_path
from cms.core.articles import ArticleForm
from cms.core.forms import WritingForm
from portal.core import clock
from portal.core.cache import recent, shared
from portal.core.moments import minute_text
from portal.identity.services import chrome_for
from portal.identity.sites import site_for
from portal.media.renditions import prefetch, renditions_of, specs
from portal.media.writing import pictures_on
from portal.moderation.mixins import Moderated
from portal.moderation.policies import EditorialPagePermissionTester
from portal.web.meta import Crumb, FeedLink, Meta
from portal.web.page_memory import keep

# A page that ends later is known to have ended before a copy of it is missed.
EXPIRES_SOON = timedelta(days=1)


class BasePage(Moderated, Page):
    """What all page types share: a summary, a cover, the frame's context and reviewed publishing.

    A page type states its place in the tree in ``parent_page_types`` and ``subpage_types``.
    """

    summary = models.CharField(_("摘要"), max_length=200, help_text=_("一两句话，显示在列表、分享卡片和搜索结果中。"))
    cover = models.ForeignKey(
        "media.CustomImage", verbose_name=_("封面图"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("cover")]
    base_form_class = WritingForm
    show_in_menus_default = False
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    feed_column = ""
    # What a page of this type shows of other tables, fetched together with the page itself.
    detail_relations: tuple[str, ...] = ("cover",)

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return EditorialPagePermissionTester(user, self)

    def route(self, request, path_components):
        """Find the page of a whole path in one look-up; Wagtail's way asks twice per part of the path.

        Raises:
            Http404: no live page has this path.
        """
        if not path_components:
            return super().route(request, path_components)
        path = f"{self.url_path}{'/'.join(path_components)}/"
        # Nobody changes these objects: the next visitor is given the same.
        return RouteResult(recent(f"cms:page:{path}", lambda: _live_page_at(path)))

    def get_view_restrictions(self):
        """Return Wagtail's restrictions of this page, without asking the database while no page of the site has any."""
        if shared("cms:restricted", PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def serve(self, request, *args, **kwargs):
        if not getattr(request, "is_preview", False):
            self.may_be_kept(request)
            self._note_expiry()
        return super().serve(request, *args, **kwargs)

    def _note_expiry(self) -> None:
        """Say when Wagtail takes this page off by itself, or one below that it may name, if that is soon."""
        for path, moment in shared("cms:expiring", _expiring):
            if path.startswith(self.path) and moment < timezone.now() + EXPIRES_SOON:
                clock.ends_at(moment)

    def may_be_kept(self, request) -> None:
        """Say that what is shown here is the same for everybody without a session."""
        keep(request)

    def get_context(self, request, *args, **kwargs):
        if self.cover and not hasattr(self.cover, "prefetched_renditions"):
            prefetch([self.cover], "cover")
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs()
        context["meta"] = self.meta(request)
        return context

    def get_absolute_url(self) -> str:
        """Return the path of this page."""
        return public_path(self)

    def ancestors(self) -> list[tuple[str, str]]:
        """Return title and path of the pages above, the home page first; from the shared cache."""
        parent_path = self.path[: -self.steplen]
        return shared(f"cms:ancestors:{parent_path}", lambda: _titles_along(parent_path))

    def crumbs(self) -> list[Crumb]:
        """Return the way here from the home page."""
        return [*(Crumb(title, url) for title, url in self.ancestors()), Crumb(self.title)]

    def meta(self, request) -> Meta:
        """Return what this page says of itself in its head."""
        above = self.ancestors()
        canonical = request.build_absolute_uri(self.get_absolute_url())
        return Meta(
            title=self.seo_title or self.title,
            description=self.search_description or self.summary,
            canonical=canonical,
            image_url=self.share_image_url(request),
            column_name=above[-1][0] if len(above) > 1 else self.title,
            feeds=self.feeds(),
            structured_data=self.structured_data(request, canonical),
        )

    def feeds(self) -> list[FeedLink]:
        """Return the feeds of this page's column."""
        if not self.feed_column:
            return []
        return [FeedLink(self.title, f"/feeds/{self.feed_column}/", f"/feeds/{self.feed_column}/atom/")]

    def share_image_url(self, request) -> str:
        """Return the absolute address of the picture that a shared link shows, or nothing."""
        return image_url(request, self.cover) if self.cover else ""

    def structured_data(self, request, canonical: str) -> list[dict]:
        """Return schema.org objects of this page besides the breadcrumbs that the frame adds."""
        return []

    def chrome(self, request):
        """Return the frame's values of this request's site."""
        return chrome_for(site_for(request))


class ArticlePage(BasePage):
    """A page with a publish time shown to the minute and a source (R-NEWS-9; domain.md §3)."""

    published_at = models.DateTimeField(_("发布时间"), default=timezone.now, db_index=True)
    source = models.CharField(_("来源"), max_length=60, blank=True, help_text=_("留空表示本中心。"))
    author = models.CharField(_("作者或编辑"), max_length=40, blank=True)
    correction = models.CharField(
        _("更正说明"), max_length=300, blank=True, help_text=_("更正了什么，例如“原文‘三百户’应为‘二百户’”。显示在正文前，注明日期。")
    )
    corrected_at = models.DateTimeField(_("更正时间"), null=True, blank=True, editable=False)

    base_form_class = ArticleForm
    article_panels = [
        FieldPanel("published_at"),
        FieldPanel("source"),
        FieldPanel("author"),
        FieldPanel("correction"),
        FieldPanel("is_minor"),
    ]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        if not getattr(request, "is_preview", False):
            view_counts.count(request, self.pk)
        return super().serve(request, *args, **kwargs)

    def may_be_kept(self, request):
        # The number of visits that it shows is as old in a kept page as another process's are in any.
        clock.changes_within(view_counts.LONGEST_SECONDS)
        keep(request, visited=self.pk)

    def get_context(self, request, *args, **kwargs):
        around = shared(f"cms:around:{self.pk}", lambda: articles_around(self)) if self.pk else {}
        return {**super().get_context(request, *args, **kwargs), "view_total": view_counts.total(self.pk), "around": around}

    def share_image_url(self, request) -> str:
        """Return the cover's address, else that of the first picture in the text."""
        image = self.cover or next(pictures_on(self), None)
        return image_url(request, image) if image else ""

    def meta(self, request) -> Meta:
        meta = super().meta(request)
        meta.og_type = "article"
        meta.article_title = self.title
        meta.pub_date = minute_text(self.published_at)
        meta.content_source = self.source or self.chrome(request).centre_name
        return meta


def image_url(request, image) -> str:
    """Return the absolute address of a picture in the size of a cover, or nothing if it has none."""
    spec = specs("cover")[-1]
    shown = renditions_of(image, [spec]).get(spec)
    return request.build_absolute_uri(shown.url) if shown else ""


def _expiring() -> list[tuple[str, datetime]]:
    return list(Page.objects.live().exclude(expire_at=None).values_list("path", "expire_at"))


def _live_page_at(path: str) -> Page:
    """Return the live page with a path in the tree, and with what it shows of other tables.

    Raises:
        Http404: there is none.
    """
    for key, type_key in Page.objects.live().filter(url_path=path).values_list("pk", "content_type_id")[:1]:
        model = ContentType.objects.get_for_id(type_key).model_class()
        return model.objects.select_related(*model.detail_relations).get(pk=key)
    raise Http404


def _titles_along(path: str) -> list[tuple[str, str]]:
    steps = range(2 * Page.steplen, len(path) + 1, Page.steplen)
    pages = Page.objects.filter(path__in=[path[:end] for end in steps]).order_by("path")
    found = [(page.title, public_path(page)) for page in pages]
    return [(str(_("首页")), "/"), *found[1:]] if found else found
