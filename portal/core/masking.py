"""How personal data looks to people who need not know it (domain.md §6, "masking custom"). Masks lose characters, never the field."""

HIDDEN = "*"


def _hide(text: str, first: int, last: int) -> str:
    """Keep some characters at both ends; a text too short to keep anything safely is hidden whole."""
    if len(text) <= first + last:
        return HIDDEN * len(text)
    return f"{text[:first]}{HIDDEN * (len(text) - first - last)}{text[len(text) - last :]}"


def mask_phone(number: str | None) -> str:
    """Return a mobile number as ``138****1234``, any other number with its last four digits hidden."""
    number = number or ""
    return _hide(number, 3, 4) if len(number) == 11 and number.startswith("1") else f"{number[:-4]}{HIDDEN * min(4, len(number))}"


def mask_id_number(number: str | None) -> str:
    """Return an identity number with the first three and last four characters."""
    return _hide(number or "", 3, 4)


def mask_name(name: str | None) -> str:
    """Return a person's name with the family name (first character) only."""
    name = name or ""
    return f"{name[:1]}{HIDDEN * max(1, len(name) - 1)}" if name else ""


def mask_email(address: str | None) -> str:
    """Return an e-mail address with the first letter of its local part."""
    local, at, domain = (address or "").partition("@")
    return f"{local[:1]}***{at}{domain}" if local else ""
