"""What staff owe and have done, over all kinds of case that somebody may handle: one statement a table, however many kinds and cases."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import Case as Choice
from django.db.models import Count, F, FloatField, Func, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.cases.handlers import watched_kinds
from portal.cases.kinds import CaseKind
from portal.cases.models import CaseQuerySet

MONTHS = 12
NOBODY = "none"
LATE, TODAY = "late", "today"
ANSWERED, IN_TIME, TOO_LATE = "any", "in_time", "late"
_ANSWERS = {ANSWERED: Q(in_time__isnull=False), IN_TIME: Q(in_time=True), TOO_LATE: Q(in_time=False)}
_COLUMNS = ("code", "pk", "number", "state", "owner", "created_at", "due_at", "closed_at", "overdue")


@dataclass(frozen=True)
class Wanted:
    """Which cases are listed; without a month, those that are open.

    Args:
        kind: code of the only kind.
        owner: key of who handles them, or :data:`NOBODY`.
        state: the only state.
        due: :data:`LATE` for what is late, :data:`TODAY` for what is due before the day is over.
        received, ended: first day of the month in which they came or ended.
        answer: :data:`ANSWERED` for those with a first answer, :data:`IN_TIME` or :data:`TOO_LATE` for when it came.
    """

    kind: str = ""
    owner: int | str = ""
    state: str = ""
    due: str = ""
    received: date | None = None
    ended: date | None = None
    answer: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """In which order they are listed: what is late first, or the newest first of what a month had."""
        first = ("-closed_at",) if self.ended else ("-created_at",) if self.received else ("-overdue", "due_at")
        return (*first, "code", "pk")


@dataclass(frozen=True)
class Row:
    """One case of a list."""

    kind: CaseKind
    pk: int
    number: str
    state: str
    owner: User | None
    created_at: datetime
    due_at: datetime
    closed_at: datetime | None
    is_late: bool

    @property
    def url(self) -> str:
        """Where staff handle it."""
        return reverse(self.kind.url_name, args=[self.pk])

    @property
    def kind_name(self) -> str:
        """What cases of its kind are called."""
        return str(self.kind.model._meta.verbose_name)

    @property
    def state_name(self) -> str:
        """Its state in words."""
        return state_name(self.kind, self.state)


class Load(NamedTuple):
    """How many cases are open, how many of them are late, how many are due before the day is over."""

    open: int = 0
    late: int = 0
    today: int = 0

    def plus(self, other: "Load") -> "Load":
        """Return both together."""
        return Load(*map(sum, zip(self, other, strict=True)))


class Done(NamedTuple):
    """How many cases ended in a month, how many of them had their answer too late, and the seconds that the middle one took."""

    ended: int
    late: int
    middle: float


class Arrived(NamedTuple):
    """How many cases came in a month, how many of them have their answer, how many of these in time."""

    received: int
    answered: int
    in_time: int


class Seconds(Func):
    """The seconds of a moment since some beginning, counted by the database itself."""

    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM %(expressions)s)"

    def as_sqlite(self, compiler, connection, **context):
        """Count them as SQLite does."""
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s) * 86400.0)", **context)


def kinds_of(user) -> list[CaseKind]:
    """Return the kinds of which somebody may handle the cases."""
    return [kind for kind in watched_kinds() if user.has_perm(kind.permission)]


def state_name(kind: CaseKind, state: str) -> str:
    """Return a state of a kind in words."""
    return str(dict(kind.model._meta.get_field("state").flatchoices).get(state, state))


def months() -> list[date]:
    """Return the first days of this month and of the twelve before it, the newest first."""
    found = [timezone.localdate().replace(day=1)]
    while len(found) <= MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _within(column: str, month: date) -> dict[str, datetime]:
    following = (month + timedelta(days=31)).replace(day=1)
    return {f"{column}__gte": _midnight(month), f"{column}__lt": _midnight(following)}


def _due_today() -> Q:
    now = timezone.localtime()
    return Q(due_at__gte=now, due_at__lt=_midnight(now.date() + timedelta(days=1)))


def _late(kind: CaseKind) -> Q:
    return Q(pk__in=cast("CaseQuerySet", kind.cases).late().order_by().values("pk"))


def _rows(kind: CaseKind, wanted: Wanted) -> QuerySet:
    cases = cast("CaseQuerySet", kind.cases)
    rows = cases if wanted.received or wanted.ended else cases.still_open()
    if wanted.owner:
        rows = rows.filter(owner=None if wanted.owner == NOBODY else wanted.owner)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.due:
        rows = rows.filter(_late(kind) if wanted.due == LATE else _due_today() & ~_late(kind))
    for column, month in (("created_at", wanted.received), ("closed_at", wanted.ended)):
        rows = rows.filter(**_within(column, month)) if month else rows
    return rows.filter(_ANSWERS[wanted.answer]) if wanted.answer else rows


def _together(kinds: Iterable[CaseKind], ask: Callable[[CaseKind], QuerySet]) -> Any:
    parts = [ask(kind) for kind in kinds]
    return parts[0].union(*parts[1:], all=True) if parts else []


class Listed:
    """The cases that are wanted, as a paginator takes them.

    Args:
        kinds: the kinds that may be listed.
        wanted: which of their cases.
    """

    def __init__(self, kinds: Iterable[CaseKind], wanted: Wanted):
        self._kinds = {kind.code: kind for kind in kinds if wanted.kind in {"", kind.code}}
        self._wanted = wanted

    def count(self) -> int:
        """Return how many there are."""
        counts = _together(
            self._kinds.values(),
            lambda kind: _rows(kind, self._wanted).order_by().values(code=Value(kind.code)).annotate(number=Count("*")),
        )
        return sum(each["number"] for each in counts)

    def __len__(self):
        return self.count()

    def __getitem__(self, cut: slice) -> list[Row]:
        found = _together(self._kinds.values(), self._columns)
        rows = list(found.order_by(*self._wanted.order)[cut]) if self._kinds else []
        people = User.objects.in_bulk({row[4] for row in rows if row[4]})
        return [
            Row(self._kinds[code], pk, number, state, people.get(owner), created_at, due_at, closed_at, bool(overdue))
            for code, pk, number, state, owner, created_at, due_at, closed_at, overdue in rows
        ]

    def _columns(self, kind: CaseKind) -> QuerySet:
        overdue = Choice(When(_late(kind), then=1), default=0, output_field=IntegerField())
        return _rows(kind, self._wanted).order_by().annotate(code=Value(kind.code), overdue=overdue).values_list(*_COLUMNS)


def open_loads(kinds: Iterable[CaseKind]) -> dict[tuple[str, int | None, str], Load]:
    """Return how many open cases there are by kind, who handles them, and state."""

    def ask(kind: CaseKind) -> QuerySet:
        late = _late(kind)
        counts = {"number": Count("pk"), "late": Count("pk", filter=late), "today": Count("pk", filter=_due_today() & ~late)}
        rows = cast("CaseQuerySet", kind.cases).still_open().order_by().annotate(code=Value(kind.code))
        return rows.values("code", "owner", "state").annotate(**counts).values_list("code", "owner", "state", *counts)

    return {(code, owner, state): Load(*counts) for code, owner, state, *counts in _together(kinds, ask)}


def summed(loads: dict[tuple[str, int | None, str], Load], *places: int) -> dict[tuple, Load]:
    """Return loads added up by some parts of their keys: 0 the kind, 1 who handles them, 2 the state."""
    found: defaultdict[tuple, Load] = defaultdict(Load)
    for key, load in loads.items():
        part = tuple(key[place] for place in places)
        found[part] = found[part].plus(load)
    return dict(found)


def ended_in(kinds: Iterable[CaseKind], month: date) -> dict[tuple[str, int | None], Done]:
    """Return what ended in a month by kind and who handled it; of an even number the lower of the two in the middle is told."""

    def ask(kind: CaseKind) -> QuerySet:
        whose: dict[str, Any] = {"partition_by": [F("owner")]}
        took = Seconds(F("closed_at")) - Seconds(F("created_at"))
        late = Count("pk", filter=Q(in_time=False))
        rows = kind.cases.filter(**_within("closed_at", month)).order_by().annotate(code=Value(kind.code), took=took)
        counts = {"ended": Window(Count("pk"), **whose), "late": Window(late, **whose)}
        rows = rows.annotate(place=Window(RowNumber(), order_by=[F("took"), F("pk")], **whose), **counts)
        return rows.filter(place=(F("ended") + 1) / 2).values_list("code", "owner", "ended", "late", "took")

    return {(code, owner): Done(*done) for code, owner, *done in _together(kinds, ask)}


def arrived_by_month(kinds: Iterable[CaseKind]) -> dict[tuple[str, date], Arrived]:
    """Return what came in each of the :func:`months` by kind."""
    known = months()
    counts = {"received": Count("created_at"), "answered": Count("in_time"), "on_time": Count("created_at", filter=Q(in_time=True))}
    asked = [(kind, place) for kind in kinds for place in range(len(known))]
    parts = [
        kind.cases.filter(**_within("created_at", known[place]))
        .order_by()
        .values(code=Value(kind.code), place=Value(place))
        .annotate(**counts)
        .values_list("code", "place", *counts)
        for kind, place in asked
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else []
    return {(code, known[place]): Arrived(*numbers) for code, place, *numbers in rows}
