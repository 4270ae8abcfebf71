"""Where a reader goes on from an article: the ones before and after it in its column, and those that speak of the same."""

from django.db.models import Q
from wagtail.models import Page

from portal.core.cache import shared
from portal.web.meta import Crumb

# Among how many of the newest articles similar titles are looked for, how many are named, and how many pairs of characters they share.
_LOOKED_AT, _NAMED, _ALIKE = 200, 3, 2


def public_path(page: Page) -> str:
    """Return a page's path without asking for its site: site roots stand directly below the tree's root (see ``HomePage.clean``)."""
    return f"/{page.url_path.split('/', 2)[2]}"


def articles_around(page) -> dict:
    """Return ``previous`` (older), ``next`` (newer) and ``related`` articles of an article, as links."""
    column = page.path[: -page.steplen]
    beside = type(page).objects.live().filter(path__startswith=column, depth=page.depth)
    older = Q(published_at__lt=page.published_at) | Q(published_at=page.published_at, pk__lt=page.pk)
    newer = Q(published_at__gt=page.published_at) | Q(published_at=page.published_at, pk__gt=page.pk)
    found = {
        "previous": _link(beside.filter(older).order_by("-published_at", "-pk")),
        "next": _link(beside.filter(newer).order_by("published_at", "pk")),
    }
    named = {link.url for link in found.values() if link}
    return {**found, "related": [link for link in _alike(page) if link.url not in named][:_NAMED]}


def _link(pages) -> Crumb | None:
    page = pages.only("title", "url_path").first()
    return Crumb(page.title, public_path(page)) if page else None


def _alike(page) -> list[Crumb]:
    """Return articles of the kind whose titles share words with this one's, the most alike first."""
    own = _pairs(page.title)
    scored = [(len(own & pairs), link) for link, pairs in shared(f"cms:titles:{page._meta.label}", lambda: _newest(type(page)))]
    alike = sorted((row for row in scored if row[0] >= _ALIKE), key=lambda row: -row[0])
    return [link for _score, link in alike if link.url != public_path(page)]


def _newest(model) -> list[tuple[Crumb, set[str]]]:
    pages = model.objects.live().order_by("-published_at", "-pk").only("title", "url_path")[:_LOOKED_AT]
    return [(Crumb(page.title, public_path(page)), _pairs(page.title)) for page in pages]


def _pairs(title: str) -> set[str]:
    letters = "".join(filter(str.isalnum, title))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
