"""Paths that speak of all pages: feeds, site map, robots."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from cms.core import views
from cms.core.feeds import AtomFeed, RssFeed
from cms.core.sitemaps import SITEMAPS

app_name = "cms"
urlpatterns = [
    path("feeds/<slug:column>/", RssFeed(), name="feed-rss"),
    path("feeds/<slug:column>/atom/", AtomFeed(), name="feed-atom"),
    path("sitemap/", views.SiteMapView.as_view(), name="sitemap"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-xml"),
    path("robots.txt", views.robots, name="robots"),
]
