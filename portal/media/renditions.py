"""The sizes in which pictures are shown: one table for templates, views and the demo loader.

A list prefetches the renditions of its set in one query, so the sets are fixed here and not written into templates.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import OperationalError
from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import SourceImageIOError

from portal.core.unwaited import unwaited

logger = logging.getLogger(__name__)

# A picture that cannot be read; a disk or database that is full, or locked by others: the next look tries again.
_CANNOT_BE_MADE = (SourceImageIOError, OSError, OperationalError)
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class RenditionSet:
    """Widths in CSS pixels × density for one place on a page, and the ``sizes`` that tell the browser how wide it is shown."""

    widths: tuple[int, ...]
    sizes: str

    def specs(self) -> list[str]:
        """Return the filter specifications; JPEG, the fall-back of old browsers, in the smallest width only."""
        modern = [f"width-{width}|format-{fmt}" for fmt in FORMATS[:-1] for width in self.widths]
        return [*modern, f"width-{self.widths[0]}|format-jpeg"]


SETS = {
    "card": RenditionSet((320, 640), "(min-width: 60rem) 18rem, (min-width: 40rem) 45vw, 30vw"),
    "cover": RenditionSet((480, 960), "(min-width: 60rem) 42rem, 100vw"),
    "hero": RenditionSet((480, 960, 1440), "100vw"),
    "logo": RenditionSet((160, 320), "10rem"),
}


def specs(name: str) -> list[str]:
    """Return the filter specifications of a named set (``card``, ``cover``, ``hero``, ``logo``)."""
    return SETS[name].specs()


def tried_sizes() -> list[tuple[int, str]]:
    """Return width and format of the sizes that a picture must yield before it is accepted: each width once, each format once.

    The widths are tried in the quickest format and the slow ones in the smallest width: what fails, fails for the picture.
    """
    widths = sorted({width for found in SETS.values() for width in found.widths})
    quick, *slow = reversed(FORMATS)
    return [*((width, quick) for width in widths), *((widths[0], each) for each in slow)]


def prefetch(images: Iterable, *names: str) -> None:
    """Fetch the renditions of named sets (``card`` unless told) for all ``images`` in one query; ``None`` among them is passed over."""
    present = [image for image in images if image is not None]
    if present:
        prefetch_related_objects(present, _prefetch_of("renditions", *names))


def renditions_through(relation: str, *names: str) -> Prefetch:
    """Return what a query's ``prefetch_related`` takes to fetch the renditions of named sets of each row's picture ``relation``."""
    return _prefetch_of(f"{relation}__renditions", *names)


def _prefetch_of(path: str, *names: str) -> Prefetch:
    wanted = [spec for name in names or ("card",) for spec in specs(name)]
    renditions = apps.get_model("media.CustomRendition").objects.filter(filter_spec__in=wanted)
    return Prefetch(path, queryset=renditions, to_attr="prefetched_renditions")


def renditions_of(image, specs: list[str]) -> dict:
    """Return the renditions of an image by filter, from the prefetched ones if they are all there; what cannot be made is left out.

    ``Image.get_renditions`` writes prefetched renditions back to the cache at every call, which costs more than drawing the page.
    """
    ready = {row.filter_spec: row for row in getattr(image, "prefetched_renditions", None) or ()}
    if all(spec in ready for spec in specs):
        return ready
    try:
        with unwaited():
            return image.get_renditions(*specs)
    except _CANNOT_BE_MADE:
        # One of them cannot be made: those that can are shown.
        found = {spec: rendition_of(image, spec) for spec in specs}
        return {spec: row for spec, row in found.items() if row is not None}


def rendition_of(image, spec: str):
    """Return one rendition of an image, or ``None`` if it cannot be made: the page around it is drawn all the same."""
    try:
        with unwaited():
            return image.get_rendition(spec)
    except _CANNOT_BE_MADE as error:
        logger.warning("%s of picture %s cannot be made: %s", spec, image.pk, error)
        return None
