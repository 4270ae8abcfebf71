"""What the first page of the admin tells each person: how much waits, since when, what is late, and the deeds of the day.

A room declares its own tiles and acts in its ``wagtail_hooks``::

    add_tile(Tile("enterprise_papers", _("待核验企业"), "enterprise_requests", MAY_VERIFY, rows=papers, since="created_at"))
    add_act(Act("enterprise_requests", _("核验企业"), "enterprise_requests", MAY_VERIFY, icon="tick-inverse", order=30))

However many tiles and rows there are, all counts are read in one statement and all lines in another (R-ROLE).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, DateTimeField, IntegerField, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

# Lines that a tile shows of what it counts.
LINES = 10
_SINCE, _LATE = _("最早的从 %(day)s 起"), _("超期 %(count)d 项")
MaySee = str | Callable[[Any], bool]
Address = str | Callable[[], str]


@dataclass(frozen=True)
class Lines:
    """How a tile names what it counts.

    Args:
        title: path to the words of a line.
        note: path to what is said beside them, such as a reason.
        url: returns the address of a line from its ``kind`` and ``key``.
        kind: path to a content type, or nothing.
        key: path to the key that ``url`` is given.
    """

    title: str
    url: Callable[[int, str], str]
    note: str = ""
    kind: str = ""
    key: str = "pk"


@dataclass(frozen=True)
class Tile:
    """One sort of work that waits.

    Args:
        name: a key unique in the project.
        label: what waits, in words that fit before "暂无".
        url: name of the screen where it is done, or a function that returns its address; or nothing, where the lines lead there.
        may_see: a permission or a function of the user.
        rows: returns what waits for a user, each once; it becomes part of a larger statement.
        since: path to the date or time by which the oldest is known.
        late: returns what is late among the rows; nothing where no time is set.
        since_text: how the oldest is spoken of, with ``%(day)s`` and maybe ``%(count)d``, the number of all.
        late_text: how what is late is spoken of, with ``%(count)d``.
        lines: how single ones are named, if they are.
        order: the place among tiles that are equally urgent.
    """

    name: str
    label: str | Promise
    url: Address
    may_see: MaySee
    rows: Callable[[Any], QuerySet]
    since: str
    late: Callable[[], Q] | None = None
    since_text: str | Promise = _SINCE
    late_text: str | Promise = _LATE
    lines: Lines | None = None
    order: int = 100


@dataclass(frozen=True)
class Act:
    """A large button for what a role does every day; without an address it is not shown. For the rest see :class:`Tile`."""

    name: str
    label: str | Promise
    url: Address
    may_see: MaySee
    icon: str
    order: int = 100


@dataclass(frozen=True)
class Line:
    """One thing of a tile."""

    title: str
    note: str
    since: date | None
    url: str


@dataclass(frozen=True)
class Found:
    """A tile with what it found for one user."""

    tile: Tile
    count: int = 0
    since: date | None = None
    late: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def url(self) -> str:
        """Where all of it is shown."""
        return _address(self.tile.url)

    @property
    def since_text(self) -> str:
        """Since when the oldest waits."""
        return str(self.tile.since_text) % {"day": self.since, "count": self.count} if self.since else ""

    @property
    def late_text(self) -> str:
        """How many are late."""
        return str(self.tile.late_text) % {"count": self.late}

    @property
    def left_out(self) -> int:
        """How many have no line."""
        return self.count - len(self.lines) if self.lines else 0


_tiles: dict[str, Tile] = {}
_acts: dict[str, Act] = {}


def add_tile(*tiles: Tile) -> None:
    """Put tiles on the workbench."""
    _tiles.update({tile.name: tile for tile in tiles})


def add_act(*acts: Act) -> None:
    """Put large buttons on the workbench."""
    _acts.update({act.name: act for act in acts})


def own_desk(permission: str) -> Callable[[Any], bool]:
    """Return who has a permission and writes no pages: whose main work it is, not theirs who may do everything."""

    def is_theirs(user) -> bool:
        return user.has_perm(permission) and not writes_pages(user)

    return is_theirs


def writes_pages(user) -> bool:
    """Return whether somebody may add a page anywhere."""
    return PagePermissionPolicy().user_has_permission(user, "add")


def _address(url: Address) -> str:
    return url() if callable(url) else reverse(url) if url else ""


def _allowed(user, things: Iterable) -> list:
    return [thing for thing in things if (thing.may_see(user) if callable(thing.may_see) else user.has_perm(thing.may_see))]


def acts_for(user) -> list[tuple[Act, str]]:
    """Return the buttons of a user with their addresses, in order."""
    found = [(act, _address(act.url)) for act in sorted(_allowed(user, _acts.values()), key=lambda act: act.order)]
    return [(act, address) for act, address in found if address]


def tiles_for(user) -> list[Found]:
    """Return what waits for a user: what is late first, then what waits, then what has nothing; in at most two statements."""
    tiles = _allowed(user, _tiles.values())
    counts = {name: found for name, *found in _together([_counted(tile, user) for tile in tiles])}
    named = {tile.name: tile.lines for tile in tiles if tile.lines and counts[tile.name][0]}
    lines: dict[str, list[Line]] = {}
    for name, title, note, since, kind, key in _together([_listed(tile, named[tile.name], user) for tile in tiles if tile.name in named]):
        lines.setdefault(name, []).append(Line(title, note, _day(since), named[name].url(kind, key)))
    found = []
    for tile in tiles:
        count, since, late = counts[tile.name]
        own = sorted(lines.get(tile.name, ()), key=lambda line: str(line.since))
        found.append(Found(tile, count, _day(since), late, tuple(own)))
    return sorted(found, key=lambda seen: (not seen.late, not seen.count, seen.tile.order))


def _together(queries: list[QuerySet]) -> list[tuple]:
    return list(queries[0].union(*queries[1:], all=True)) if queries else []


def _counted(tile: Tile, user) -> QuerySet:
    late = Count("pk", filter=tile.late()) if tile.late else Value(0)
    rows = tile.rows(user).order_by().values(tile_name=Value(tile.name))
    counted = rows.annotate(number=Count("pk"), oldest=Cast(Min(tile.since), DateTimeField()), overdue=late)
    return counted.values_list("tile_name", "number", "oldest", "overdue")


def _listed(tile: Tile, lines: Lines, user) -> QuerySet:
    rows = tile.rows(user)
    # The databases that we support sort and cut no part of a larger statement, but a list of keys.
    oldest = rows.order_by(tile.since, "pk").values("pk")[:LINES]
    return (
        rows.filter(pk__in=oldest)
        .order_by()
        .values_list(
            Value(tile.name),
            Cast(lines.title, TextField()),
            Cast(lines.note, TextField()) if lines.note else Value("", TextField()),
            Cast(tile.since, DateTimeField()),
            Cast(lines.kind, IntegerField()) if lines.kind else Value(0, IntegerField()),
            Cast(lines.key, CharField()),
        )
    )


def _day(moment: date | datetime | None) -> date | None:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def within(days: int) -> tuple[date, date]:
    """Return today and the day after ``days``, as bounds of what ends soon."""
    today = timezone.localdate()
    return today, today + timedelta(days=days)


def edit_url(kind: int, key: str) -> str:
    """Return where an editor opens a page or record, by content type and key, without a look at the database."""
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return ""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[key])
    try:
        return reverse(model.snippet_viewset.get_url_name("edit"), args=[key])
    except (AttributeError, NoReverseMatch):
        return ""
