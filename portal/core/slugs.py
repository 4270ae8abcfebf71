"""Web names from Chinese names."""

from collections.abc import Container

from django.utils.text import slugify

from portal.core.pinyin import lazy_pinyin


def pinyin_slug(name: str, max_length: int = 60) -> str:
    """Return ``name`` in pinyin, lower case with hyphens, cut at a hyphen to at most ``max_length`` characters; may be empty."""
    slug = slugify(" ".join(lazy_pinyin(name, errors=lambda chars: chars)))
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    return cut[: cut.rfind("-")] if "-" in cut else slug[:max_length]


def free_slug(name: str, taken: Container[str], fallback: str, max_length: int = 60) -> str:
    """Return a slug of ``name`` that is not ``taken``: the plain one, else with ``-2``, ``-3`` … behind it.

    Args:
        name: a name in any script.
        taken: slugs in use.
        fallback: what to use if nothing of the name can be written in Latin letters.
        max_length: of the slug without the number.
    """
    base = pinyin_slug(name, max_length) or fallback
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
