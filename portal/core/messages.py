"""Strings looked up in the catalogues, remembered.

The portal's strings are in no catalogue - Chinese is their source - so each look-up goes through the catalogues of all packages, one after
another, and finds nothing: a sixth of the time of a page.
"""

from functools import lru_cache

from django.utils.translation.trans_real import DjangoTranslation

# Two and a half times the number of strings that the portal and Wagtail's back office have together.
_MOST = 20_000


def remember() -> None:
    """Let every translation remember what it has found; called once, when the apps are ready."""
    if not hasattr(DjangoTranslation.gettext, "cache_info"):
        DjangoTranslation.gettext = lru_cache(maxsize=_MOST)(DjangoTranslation.gettext)  # type: ignore[method-assign]
