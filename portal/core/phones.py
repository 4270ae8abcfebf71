"""Phone numbers: taken as people type them, kept and shown in one form, dialled in one form."""

import re

from portal.core.figures import plain_code

_PARTING = re.compile(r"[\s()\[\]._·/+-]+")
_EXTENSION = re.compile(r"(?:\s*(?:转|分机|ext\.?|x|#)\s*|(?<=\d{4})-)(\d{1,6})$", re.IGNORECASE)
_COUNTRY = re.compile(r"\+86|0086|86(?=\d{10,12}$)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LAND = re.compile(r"(010|02\d|0[3-9]\d{2})(\d{7,8})")
# An area code behind the country's has no zero.
_AREA = re.compile(r"(?:10|2\d|[3-9]\d{2})\d{7,8}")
_SHARED_COST = re.compile(r"([48]00)(\d{3})(\d{4})")
_SERVICE = re.compile(r"1\d{4}|\d{3}")


def plain_phone(text: str | None) -> str:
    """Return a phone number in its one form: ``13800001234``, ``0715-4223344``, ``0715-4223344-12``, ``400-800-1234``, ``12315``.

    Understood are full-width digits, brackets, blanks, dashes and dots between digits, the country's code (+86, 0086, 86) and an extension
    (转12). What is no such number comes back as it was typed, for the validators to refuse.
    """
    typed = plain_code(text)
    form = _form(_digits(typed))
    if form:
        return form
    found = _EXTENSION.search(typed)
    form = _form(_digits(typed[: found.start()])) if found else ""
    return f"{form}-{found.group(1)}" if found and form else typed


def _digits(typed: str) -> str:
    """Return the digits of a number as it is dialled within the country, or nothing if it holds anything else."""
    sign = "+" if typed.startswith("+") else ""
    joined = sign + _PARTING.sub("", typed)
    digits = _COUNTRY.sub("", joined, count=1) if _COUNTRY.match(joined) else joined
    if digits != joined and _AREA.fullmatch(digits) and not _MOBILE.fullmatch(digits):
        digits = f"0{digits}"
    return digits if digits.isascii() and digits.isdigit() else ""


def _form(digits: str) -> str:
    """Return the one form of a number's digits, or nothing if it is none."""
    if _MOBILE.fullmatch(digits):
        return digits
    for pattern in (_LAND, _SHARED_COST):
        found = pattern.fullmatch(digits)
        if found:
            return "-".join(found.groups())
    return digits if _SERVICE.fullmatch(digits) else ""


def dialled(number: str | None) -> str:
    """Return what a ``tel:`` link holds for a number, however it was kept; nothing for what is no number."""
    plain = plain_phone(number)
    if _form(_digits(plain)):
        return plain
    main, _dash, extension = plain.rpartition("-")
    return f"{main};ext={extension}" if _form(_digits(main)) and extension.isdigit() else ""
