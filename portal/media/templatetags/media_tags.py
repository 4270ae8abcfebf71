"""The template tag that draws a picture in several sizes and formats."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from portal.media.renditions import FORMATS, SETS, renditions_of

register = template.Library()


@register.simple_tag
def responsive_image(image, set_name: str, lazy: bool = False, alt: str | None = None) -> SafeString:
    """Return a ``<picture>`` with AVIF, WebP and JPEG in the widths of a named rendition set.

    The markup is built here and not in a template because a list draws dozens of them.

    Args:
        image: an image, or ``None`` (nothing is drawn).
        set_name: a key of :data:`portal.media.renditions.SETS`.
        lazy: true for pictures below the first screen.
        alt: replaces the image's description; an empty string marks decoration.

    Raises:
        KeyError: for an unknown set.
    """
    if image is None:
        return SafeString("")
    # Lists kept in memory hand the same image to every request, so its markup is drawn once and kept on it.
    drawn = image.__dict__.setdefault("_drawn_pictures", {})
    key = (set_name, bool(lazy), alt)
    if key not in drawn:
        drawn[key] = _draw(image, SETS[set_name], lazy, image.description if alt is None else alt)
    return drawn[key]


def _draw(image, wanted, lazy: bool, text: str) -> SafeString:
    """Return the ``<picture>`` of an image in a rendition set, with those sizes that could be made; nothing if none could."""
    found = renditions_of(image, wanted.specs())
    *modern, basic = FORMATS
    fallback = found.get(f"width-{wanted.widths[0]}|format-{basic}") or next(
        (found[spec] for spec in wanted.specs() if spec in found), None
    )
    if fallback is None:
        return SafeString("")
    sources = []
    for image_format in modern:
        rows = [row for width in wanted.widths if (row := found.get(f"width-{width}|format-{image_format}"))]
        candidates = ", ".join({row.width: f"{row.url} {row.width}w" for row in rows}.values())
        if candidates:
            sources.append(f'<source type="image/{image_format}" srcset="{candidates}" sizes="{wanted.sizes}">')
    words = conditional_escape(text)
    loading = ' loading="lazy" decoding="async"' if lazy else ""
    return mark_safe(  # noqa: S308 - the only foreign text is escaped; addresses come from the storage
        f"<picture>{''.join(sources)}"
        f'<img src="{fallback.url}" width="{fallback.width}" height="{fallback.height}" alt="{words}"{loading}></picture>'
    )
