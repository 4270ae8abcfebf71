"""Parameters of addresses and forms: which ones others add to our links, and keys that are sent."""

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
# Of the largest key that a database takes.
_KEY_DIGITS = 19
_TRACKING_PREFIXES = ("utm_", "hmsr", "hmpl", "hmcu", "hmkw", "hmci")


def is_tracking(name: str) -> bool:
    """Return whether messengers or campaign tools add a parameter of this name to links."""
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def without_tracking(query: str) -> str:
    """Return a query string, as it was sent, without the parameters that others add."""
    return "&".join(pair for pair in query.split("&") if pair and not is_tracking(unquote_plus(pair.partition("=")[0]))) if query else ""


def key_of(sent: str) -> int:
    """Return the key of a row that an address or form names; 0, which no row has, for what is none."""
    return int(sent) if sent.isdecimal() and len(sent) < _KEY_DIGITS else 0
