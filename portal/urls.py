"""All paths of the portal; pages come last because Wagtail answers every path that is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", include("portal.core.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("portal.catalogues.urls")),
    path("", include("portal.enterprises.urls")),
    path("", include("search.urls")),
    path("", include("cms.core.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "portal.core.errors.bad_request"
handler403 = "portal.core.errors.permission_denied"
handler404 = "portal.core.errors.not_found"
handler500 = "portal.core.errors.server_error"
