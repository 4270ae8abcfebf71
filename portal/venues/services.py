"""Booking venues without overlaps. The venue's row is the queue: whoever books locks it first, on SQLite and PostgreSQL alike."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.core import audit, clock, consents
from portal.core.access_log import log_view
from portal.core.lifecycle import Lifecycle
from portal.core.moments import hours_text
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.models import Enterprise
from portal.venues.models import Booking, Venue
from portal.venues.policies import MAY_DECIDE, MAY_SEE, settled_enterprises

State = Booking.State
BOOKING_MOVES = StateTable(
    {
        State.REQUESTED: {State.CONFIRMED, State.REFUSED, State.CANCELLED},
        State.CONFIRMED: {State.REFUSED, State.CANCELLED},
        State.REFUSED: set(),
        State.CANCELLED: set(),
    }
)
BOOKINGS = Lifecycle(Booking, BOOKING_MOVES, prefix="venues.booking", reasoned={State.REFUSED})
# Bookings begin and end on the half-hour, counted from when the venue opens.
STEP = timedelta(minutes=30)


@dataclass
class DayPlan:
    """When a venue is free on one day; ``is_open`` tells a day that is full from one on which it is closed."""

    day: date
    is_open: bool
    free: list[tuple[time, time]] = field(default_factory=list)


def steps(venue: Venue) -> list[time]:
    """Return the times of a day at which bookings of a venue begin and end."""
    moment, last = _on(date.min, venue.opens_at), _on(date.min, venue.closes_at)
    return [(moment + STEP * number).time() for number in range(int((last - moment) / STEP) + 1)]


def free_times(venue: Venue, first: date, days: int) -> list[DayPlan]:
    """Return when a venue is free, day by day, without a word of who has booked the rest.

    Args:
        venue: a venue whose hours are known.
        first: the first day; of today only what is left.
        days: how many.
    """
    taken: dict[date, list[tuple[time, time]]] = {}
    rows = venue.bookings.holding().filter(day__gte=first, day__lt=first + timedelta(days=days)).order_by("starts_at")
    for day, starts_at, ends_at in rows.values_list("day", "starts_at", "ends_at"):
        taken.setdefault(day, []).append((starts_at, ends_at))
    plans = [DayPlan(day, venue.is_open_on(day)) for day in (first + timedelta(days=number) for number in range(days))]
    for plan in plans:
        if plan.is_open:
            plan.free = list(_gaps(_opens(venue, plan.day), venue.closes_at, taken.get(plan.day, [])))
    return plans


@transaction.atomic
def book(venue: Venue, user, *, enterprise: Enterprise, name: str, phone: str, **what) -> Booking:
    """Ask for a venue on behalf of a settled firm; the call is the consent to pass the contact on (the form says so).

    Args:
        venue: what is booked.
        user: a member of the firm.
        enterprise: the firm.
        name, phone: whom staff call.
        what: ``day``, ``starts_at``, ``ends_at``, ``purpose`` and ``people``.

    Raises:
        TransitionError: ``member`` (the person books for no such firm), ``many`` (the firm has enough open bookings), or as in
            :func:`reserve`.
    """
    if enterprise not in settled_enterprises(user):
        raise TransitionError(_("只有入驻企业的成员可以预订场地。"), code="member")
    # Before the venue: two members who book two venues at once are counted one after the other.
    firm = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    most = settings.VENUE_OPEN_BOOKINGS
    if firm.venue_bookings.holding().coming().count() >= most:
        raise TransitionError(_("每家企业最多同时有 %(most)d 个预订，请先用完或取消。") % {"most": most}, code="many")
    booking = _place(venue, user=user, enterprise=enterprise, name=name, phone=phone, **what)
    consents.give(user, Booking.purpose_of_consent, subject=booking)
    audit.record("venues.booking.requested", booking, actor=user)
    for keeper in _keepers():
        notice(keeper, "venues/requested", booking, url=_staff_url(booking))
    return booking


@transaction.atomic
def reserve(venue: Venue, actor, **what) -> Booking:
    """Take a venue for an activity of the centre; it is confirmed at once (R-ACT-6).

    Args:
        venue: what is taken.
        actor: a member of staff.
        what: ``day``, ``starts_at``, ``ends_at``, ``purpose`` and ``people``.

    Raises:
        TransitionError: ``stranger`` (the person keeps no bookings), ``closed`` (the venue is off the site), ``past``, ``far``, ``hours``,
            ``people`` or ``taken``.
    """
    _must_decide(actor)
    booking = _place(venue, user=actor, is_internal=True, state=State.CONFIRMED, **what)
    audit.record("venues.booking.confirmed", booking, actor=actor)
    return booking


@transaction.atomic
def confirm(booking: Booking, actor) -> None:
    """Confirm what was asked for, and tell who asked.

    Raises:
        TransitionError: ``stranger``, ``over``, or the state does not allow it.
    """
    _must_decide(actor)
    _must_come(booking)
    confirmed = BOOKINGS.move(booking.pk, State.CONFIRMED, actor=actor)
    notice(confirmed.user, "venues/confirmed", confirmed)


@transaction.atomic
def refuse(booking: Booking, actor, reason: str) -> None:
    """Refuse a booking, be it confirmed, for a reason that whoever asked is told; the venue is free again.

    Raises:
        TransitionError: ``stranger``, ``over``, ``reason`` (none given), or the state does not allow it.
    """
    _must_decide(actor)
    _must_come(booking)
    refused = BOOKINGS.move(booking.pk, State.REFUSED, actor=actor, reason=reason, refusal=reason.strip())
    if refused.user != actor:
        notice(refused.user, "venues/refused", refused)
    _forget(refused)


@transaction.atomic
def cancel(booking: Booking, user) -> None:
    """Give a booking of one's own back.

    Raises:
        TransitionError: ``over``, or the state does not allow it.
        Booking.DoesNotExist: it is not the person's.
    """
    own = Booking.objects.owned_by(user)
    _must_come(booking)
    _forget(BOOKINGS.move(booking.pk, State.CANCELLED, actor=user, within=own))


@transaction.atomic
def contact_of(booking: Booking, viewer) -> tuple[str, str] | None:
    """Return name and phone for staff, the look noted; nothing where there is none or the consent has ended.

    Raises:
        TransitionError: ``stranger``: the person sees no bookings.
    """
    if not viewer.has_perm(MAY_SEE):
        raise TransitionError(_("您不能查看场地预订。"), code="stranger")
    if not (booking.phone and booking.user and consents.has(booking.user, Booking.purpose_of_consent, subject=booking)):
        return None
    log_view(viewer, booking.user, "phone", booking, str(booking))
    return booking.name, booking.phone


def forget_contacts() -> None:
    """Empty name and phone of bookings that were over ``VENUE_CONTACT_DAYS`` ago; the scheduler calls it."""
    before = timezone.localdate() - timedelta(days=settings.VENUE_CONTACT_DAYS)
    for booking in Booking.objects.filter(day__lt=before, forgotten_at=None).select_related("user"):
        with transaction.atomic():
            _forget(booking)


def remind_keepers() -> None:
    """Tell staff once of each booking of today or tomorrow that nobody has answered; the scheduler calls it."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    for pk in list(Booking.objects.waiting().filter(day__lte=tomorrow, reminded_at=None).values_list("pk", flat=True)):
        with transaction.atomic():
            booking = BOOKINGS.locked(pk)
            if booking.state != State.REQUESTED or booking.reminded_at is not None:
                continue
            booking.reminded_at = timezone.now()
            booking.save(update_fields=["reminded_at"])
            for keeper in _keepers():
                notice(keeper, "venues/unanswered", booking, url=_staff_url(booking))


def venue_unpublished(instance: Venue, **_signal) -> None:
    """Tell those who have booked a venue that has left the site; what becomes of each booking is for staff, whose plan shows them still."""
    for booking in instance.bookings.holding().coming().select_related("user", "venue"):
        notice(booking.user, "venues/closed", booking)


def forget_bookings(bookings, _owner: str, user) -> None:
    """Cancel what a person has booked and not used, and leave the hours of the rest without the person and what was said of them.

    What somebody has reserved as a member of staff is the centre's: it stays as it is, without the person.
    """
    own = bookings.filter(is_internal=False)
    for booking in own.holding().coming():
        cancel(booking, user)
    bookings.filter(is_internal=True).update(user=None)
    own.update(user=None, name="", phone="", purpose="", refusal="", forgotten_at=timezone.now())


def _place(venue: Venue, *, day: date, starts_at: time, ends_at: time, people: int, **values) -> Booking:
    """Make a booking under the lock of the venue."""
    locked = Venue.objects.visible().select_for_update(of=("self",)).filter(pk=venue.pk).first()
    if locked is None:
        raise TransitionError(_("这个场地暂不开放预订。"), code="closed")
    _check_hours(locked, day, starts_at, ends_at)
    if people > locked.seats:
        raise _at("people", _("这个场地最多容纳 %(seats)d 人。") % {"seats": locked.seats}, "people")
    if locked.bookings.holding().overlapping(day, starts_at, ends_at).exists():
        free = "、".join(hours_text(begin, end) for begin, end in free_times(locked, day, 1)[0].free)
        raise TransitionError(_("这个时段已有人预订。当天还空着：%(free)s") % {"free": free or _("没有")}, code="taken")
    return locked.bookings.create(day=day, starts_at=starts_at, ends_at=ends_at, people=people, **values)


def _check_hours(venue: Venue, day: date, starts_at: time, ends_at: time) -> None:
    if timezone.make_aware(_on(day, starts_at)) <= timezone.now():
        raise _at("day", _("不能预订已经过去的时间。"), "past")
    if day > timezone.localdate() + timedelta(days=settings.VENUE_DAYS_AHEAD):
        raise _at("day", _("最多提前 %(days)d 天预订。") % {"days": settings.VENUE_DAYS_AHEAD}, "far")
    if not venue.is_open_on(day):
        raise _at("day", _("这一天场地不开放。"), "hours")
    if ends_at <= starts_at:
        raise _at("ends_at", _("结束时间要晚于开始时间。"), "hours")
    if starts_at < venue.opens_at or ends_at > venue.closes_at:
        hours = hours_text(venue.opens_at, venue.closes_at)
        raise _at("starts_at", _("请在开放时间 %(hours)s 内预订。") % {"hours": hours}, "hours")


def _at(name: str, message: str, code: str) -> TransitionError:
    """Return a refusal that is said at a field of the form."""
    return TransitionError({name: ValidationError(message, code=code)})


def _keepers():
    """Return the members of staff who answer bookings."""
    return User.objects.who_may(MAY_DECIDE)


def _staff_url(booking: Booking) -> str:
    return reverse("venue_booking", args=[booking.pk])


def _must_decide(actor) -> None:
    if not actor.has_perm(MAY_DECIDE):
        raise TransitionError(_("您不能安排场地。"), code="stranger")


def _must_come(booking: Booking) -> None:
    if booking.is_over:
        raise TransitionError(_("预订的时间已经过去。"), code="over")


def _forget(booking: Booking) -> None:
    """Empty the contact; the consent to pass it on ends with it."""
    booking.name, booking.phone, booking.forgotten_at = "", "", timezone.now()
    booking.save(update_fields=["name", "phone", "forgotten_at"])
    if booking.user:
        consents.withdraw(booking.user, Booking.purpose_of_consent, subject=booking)


def _on(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment)


def _opens(venue: Venue, day: date) -> time:
    """Return from when a venue can be booked on a day: today from its next step on."""
    today = timezone.localdate()
    if day > today:
        return venue.opens_at
    now = timezone.localtime().time()
    ahead = next((step for step in steps(venue) if step > now), venue.closes_at) if day == today else venue.closes_at
    clock.changes_at(timezone.make_aware(_on(day, ahead)))
    return ahead


def _gaps(begin: time, end: time, taken: list[tuple[time, time]]):
    """Yield what is left between two times, beside hours that are taken, in their order."""
    for starts_at, ends_at in taken:
        if starts_at > begin:
            yield begin, min(starts_at, end)
        begin = max(begin, ends_at)
    if begin < end:
        yield begin, end
