"""Paths of the catalogues."""

from portal.catalogues import sections

app_name = "catalogues"
urlpatterns = [
    *sections.FREE_SERVICES.urls(),
    *sections.PAID_SERVICES.urls(),
    *sections.SERVICE_TABLE.urls(),
    *sections.PROVIDERS.urls(),
    *sections.STATIONS.urls(),
]
