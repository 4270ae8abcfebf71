"""Web addresses as strangers write them."""

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address; all are empty where it is none, such as ``http://[::1``, for which Python raises an error."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
