"""Puts the cached site on the request before Wagtail looks for it."""

from portal.identity.sites import site_for


class SiteMiddleware:
    """Sets the request's Wagtail site from the shared cache; see :func:`portal.identity.sites.site_for`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        site_for(request)
        return self.get_response(request)
