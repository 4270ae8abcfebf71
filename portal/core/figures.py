"""Numbers and days as people write them, in their one form.

Only here, and for phones, are all forms of a character made one (NFKC): a number has no name to be mangled.
"""

import datetime
import re
import unicodedata

_AMOUNT = re.compile(r"(?:RMB|CNY|人民币|[¥￥])?\s*([+-]?[0-9.,' ]*[0-9.])\s*(?:元整?|圆整?|块钱?|[人名个份])?", re.IGNORECASE)
_GROUPS = re.compile(r"([+-]?\d{1,3})((?:[,' ]\d{3})+)(\.\d*)?")
_MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+(\d{1,2})[:时点](\d{2})(?::(\d{2})(?:\.\d+)?|分)?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def plain_code(text: str | None) -> str:
    """Return a number, code or address on one line with all full-width, circled and other forms of its characters made plain."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_MINUS)
    seen = (_digit(char) for char in folded if unicodedata.category(char) not in {"Cf", "Cc", "Cs"} or char.isspace())
    return " ".join("".join(seen).split())


def _digit(char: str) -> str:
    value = None if char.isascii() else unicodedata.digit(char, None)
    return char if value is None else str(value)


def plain_amount(text: str) -> str:
    """Return a number without its currency, unit and the commas or blanks that part thousands; what is no number as it is."""
    plain = plain_code(text)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return plain
    number = found.group(1).strip()
    return re.sub(r"[,' ]", "", number) if _GROUPS.fullmatch(number) else number


def moment_of(text: str) -> datetime.datetime | None:
    """Return the day, and the time of day if one is written, or ``None``: 2026-03-15, 2026/3/15, 2026.3.15, 2026年3月15日, 20260315."""
    plain = plain_code(text)
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if found is None:
        return None
    year, month, day, *time = (int(part or 0) for part in found.groups())
    hour, minute, second = time or (0, 0, 0)
    try:
        return datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - made aware by the caller
    except ValueError:
        return None
