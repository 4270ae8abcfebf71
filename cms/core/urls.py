"""Paths that speak of all pages: feeds, site map, robots."""

from django.urls import path
from django.views.decorators.http import require_safe

from cms.core import views
from cms.core.feeds import AtomFeed, RssFeed
from cms.core.sitemaps import root, section

app_name = "cms"
urlpatterns = [
    path("feeds/<slug:column>/", require_safe(RssFeed()), name="feed-rss"),
    path("feeds/<slug:column>/atom/", require_safe(AtomFeed()), name="feed-atom"),
    path("sitemap/", views.SiteMapView.as_view(), name="sitemap"),
    path("sitemap.xml", root, name="sitemap-xml"),
    path("sitemap-<section>.xml", section, name="sitemap-section"),
    path("robots.txt", require_safe(views.robots), name="robots"),
]
