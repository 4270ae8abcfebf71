"""Parameters of addresses: which ones others add to our links."""

from urllib.parse import unquote_plus

# What messengers and campaign tools add to a shared link.
_TRACKING = frozenset(
    [
        "from",
        "isappinstalled",
        "scene",
        "srcid",
        "sharer_shareinfo",
        "sharer_shareinfo_first",
        "wxshare_count",
        "chksm",
        "click_id",
        "clicktime",
        "enterid",
        "spm",
        "gclid",
        "fbclid",
    ]
)
_TRACKING_PREFIXES = ("utm_", "hmsr", "hmpl", "hmcu", "hmkw", "hmci")


def is_tracking(name: str) -> bool:
    """Return whether messengers or campaign tools add a parameter of this name to links."""
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def without_tracking(query: str) -> str:
    """Return a query string, as it was sent, without the parameters that others add."""
    return "&".join(pair for pair in query.split("&") if pair and not is_tracking(unquote_plus(pair.partition("=")[0]))) if query else ""
