"""What the centre's work with events is counted by: held in a calendar year, by kind (R-ACT-1, R-STAT-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.events.choices import EventKind
from cms.events.models import Attendance, EventPage
from cms.events.months import public_events, starts
from portal.targets.counters import Entry
from portal.targets.models import Target

# Of these together so many a year are asked for: 评选、创业比赛、沙龙 (R-ACT-1).
COUNTED = (EventKind.SELECTION, EventKind.CONTEST, EventKind.SALON)


@dataclass
class Row:
    """One kind of event in a year."""

    kind: str
    held: int
    planned: int
    people: int


@dataclass
class Year:
    """The events of a calendar year."""

    year: int
    rows: list[Row]
    counted: int
    target: int

    @property
    def missing(self) -> int:
        """How many are still to be held."""
        return max(0, self.target - self.counted)


def year_of_events(year: int) -> Year:
    """Return the figures of a year; an event belongs to the year in which it begins, and is held once it has ended.

    People are those of the typed numbers, and where none is typed those whom the register has.
    """
    within = {"starts_at__gte": starts(date(year, 1, 1)), "starts_at__lt": starts(date(year + 1, 1, 1))}
    is_over = Q(ends_at__lt=timezone.now())
    counts = {"held": Count("pk", filter=is_over), "planned": Count("pk", filter=~is_over), "typed": Sum("attendance", filter=is_over)}
    by_kind = {row["kind"]: row for row in public_events().filter(**within).order_by().values("kind").annotate(**counts)}
    came = Attendance.objects.filter(enrolment__offer__event__in=public_events().filter(is_over, attendance=None, **within).order_by())
    noted = dict(came.order_by().values_list("enrolment__offer__event__kind").annotate(Count("enrolment", distinct=True)))
    rows = [_row(value, label, by_kind.get(value, {}), noted) for value, label in EventKind.choices]
    held = {value: by_kind.get(value, {}).get("held", 0) for value in COUNTED}
    return Year(year, rows, sum(held.values()), asked_for(year))


def asked_for(year: int) -> int:
    """Return how many events are to be held in a year: the number of the yearly target that counts them, 0 where there is none."""
    targets = Target.objects.filter(counter="events", every=Target.Every.YEAR, starts_on__lte=date(year, 12, 31))
    return targets.exclude(ends_on__lt=date(year, 1, 1)).values_list("total", flat=True).first() or 0


def _row(value: str, label, found: dict, noted: dict) -> Row:
    return Row(str(label), found.get("held", 0), found.get("planned", 0), (found.get("typed") or 0) + noted.get(value, 0))


def event_entries(kinds: tuple[str, ...], start: date, end: date) -> Iterator[Entry]:
    """Yield the events of some kinds that begin from one local day to another; one counts once it is over, as in the figures of a year."""
    events = EventPage.objects.filter(kind__in=kinds, starts_at__gte=starts(start), starts_at__lt=starts(end + timedelta(days=1)))
    public, now = set(public_events().filter(kind__in=kinds).order_by().values_list("pk", flat=True)), timezone.now()
    for event in events.order_by("starts_at", "pk").defer("body", "photos"):
        if event.pk not in public:
            counts, reason = False, _("没有发布，或已撤下")
        elif event.ends_at >= now:
            counts, reason = False, _("还没有办完")
        else:
            counts, reason = True, _("已举办")
        url, day = reverse("wagtailadmin_pages:edit", args=[event.pk]), timezone.localdate(event.starts_at)
        yield Entry(day, event.title, counts, reason, url, {_("类型"): str(event.get_kind_display())}, event.place)
