"""The frame's values for every template."""

from django.utils.functional import SimpleLazyObject

from portal.identity.services import chrome_for
from portal.identity.sites import site_for


def chrome(request) -> dict:
    """Return ``chrome`` (:class:`portal.identity.services.Chrome`) of the request's site; built only when a template asks."""
    return {"chrome": SimpleLazyObject(lambda: chrome_for(site_for(request)))}
