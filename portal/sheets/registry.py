"""Which kinds there are. Every app may register resources in a module ``resources.py``, which is loaded on first use."""

import functools

from django.utils.module_loading import autodiscover_modules

from portal.sheets.resources import Resource

_resources: dict[str, type[Resource]] = {}


def register(resource_class: type[Resource]) -> type[Resource]:
    """Class decorator: make a resource known under its ``kind``."""
    _resources[resource_class.kind] = resource_class
    return resource_class


def resources() -> dict[str, type[Resource]]:
    """Return all resources by kind, in the order of their kinds."""
    _discover()
    return dict(sorted(_resources.items()))


@functools.cache
def _discover() -> None:
    """Load every app's resources once: the admin's menu asks on each screen, and to look for missing modules takes milliseconds."""
    autodiscover_modules("resources")
