"""Paths of search."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.SearchView.as_view(), name="results"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("api/search/", views.api, name="api"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
