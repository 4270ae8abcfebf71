"""The request's site without a query per request."""

from wagtail.models import Site

from portal.core.cache import shared


def site_for(request) -> Site | None:
    """Return the Wagtail site of a request, from the shared cache.

    Wagtail looks a site up by host and port each time and keeps it on the request under the attribute that its own
    ``Site.find_for_request`` reads; the answer is stored there, so that Wagtail's code finds it too. Its root page comes in its own type.

    Raises:
        DisallowedHost: the host is not one of ``ALLOWED_HOSTS``.
    """
    if not hasattr(request, "_wagtail_site"):
        key = f"identity:site:{request.get_host()}"
        request._wagtail_site = shared(key, lambda: _find(request))
    return request._wagtail_site


def _find(request) -> Site | None:
    site = Site._find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
    return site
