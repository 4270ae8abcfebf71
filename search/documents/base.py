"""What an entry is made from, and the registry of everything findable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Page

from portal.web.filters import PRICE_BANDS
from search.analysis.plain import plain
from search.documents.kinds import KINDS


@dataclass(frozen=True)
class Content:
    """The findable content of one thing, before analysis.

    ``keywords`` are what it is called, made of and kept under: category, town, brand, number. ``boost`` raises what people mostly want.
    From ``visible_until`` on, if there is such a time, nobody finds it any more.
    """

    kind: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    town: str = ""
    category: str = ""
    price: Decimal | None = None
    certificates: tuple[str, ...] = ()
    dated_at: datetime | None = None
    visible_until: datetime | None = None
    boost: float = 1.0

    def price_band(self) -> str:
        """Return the price band that lists use, or nothing without a price."""
        if self.price is None:
            return ""
        return next((key for key, _label, low, high in PRICE_BANDS if low <= self.price and (high is None or self.price < high)), "")


@dataclass(frozen=True)
class Source:
    """How things of one model become entries.

    Args:
        kind: the kind of its entries (:data:`KINDS`).
        content: makes the content of one thing.
        rows: returns all things of the model that the public may see.
    """

    model: type[Model]
    kind: str
    content: Callable[[Any], Content]
    rows: Callable[[], QuerySet]

    def visible(self, thing: Model) -> bool:
        """Return whether the public may see a thing now."""
        return self.rows().filter(pk=thing.pk).exists()


_sources: dict[str, Source] = {}
# Models with public pages that are not findable, each with the reason; the system check asks for one or the other.
NOT_FINDABLE: dict[str, str] = {}


def register(model: type[Model], kind: str, content: Callable[[Any], Content], rows: Callable[[], QuerySet] | None = None) -> None:
    """Make the things of a model findable. Pages are visible when live and without a restriction, records by ``visible()``."""
    if rows is None:
        words: Any = model._default_manager
        rows = (lambda: words.live().public()) if issubclass(model, Page) else words.visible
    _sources[model._meta.label_lower] = Source(model, kind, content, rows)


def sources() -> Iterable[Source]:
    """Return what is registered, in order."""
    return _sources.values()


def source_of(model: type[Model]) -> Source | None:
    """Return how a model becomes entries, or ``None``."""
    return _sources.get(model._meta.label_lower)


def page_content(page, kind: str, *, keywords: Iterable = (), body: Iterable = (), **values) -> Content:
    """Return the content of a page: its title, summary and body, with what the page type adds."""
    text = [plain(getattr(page, "body", "")), *map(plain, body)]
    values.setdefault("dated_at", getattr(page, "published_at", None) or page.last_published_at or page.first_published_at)
    return Content(
        kind=kind,
        title=page.title,
        url=page.get_absolute_url(),
        summary=page.summary,
        body="\n".join(filter(None, text)),
        keywords=names([*keywords, KINDS[kind]]),
        **values,
    )


def names(values: Iterable) -> tuple[str, ...]:
    """Return texts of values, each once, without the empty ones."""
    return tuple(dict.fromkeys(str(value) for value in values if value))


def end_of(day: date) -> datetime:
    """Return the moment when a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def town_code(thing) -> str:
    """Return the code of a thing's town, or nothing."""
    return thing.town.code if thing.town else ""
