"""Who has which venue, for staff: the plan of a week or a day, one booking, and venues taken for the centre's own activities."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.moments import day_text, parsed_day
from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView
from portal.venues.forms import AnswerForm, ReserveForm
from portal.venues.models import Booking, Venue
from portal.venues.policies import MAY_DECIDE, MAY_SEE
from portal.venues.services import confirm, contact_of, refuse, reserve

PLAN = ("venue_plan", gettext_lazy("场地安排"))
# Bookings that wait for an answer above the plan.
MAX_WAITING = 50
_WEEK = 7


class PlanView(ModerationView):
    """All venues of the site, and what is booked of others, at a glance, for a week or a day, and above them what waits for an answer."""

    template_name = "venues/admin/plan.html"
    page_title = PLAN[1]
    permission = MAY_SEE
    header_icon = "calendar"

    def get_context_data(self, **kwargs):
        asked = _day(self.request.GET.get("day", ""))
        alone = self.request.GET.get("span") == "day"
        number = 1 if alone else _WEEK
        first = asked if alone else asked - timedelta(days=asked.weekday())
        days = [first + timedelta(days=offset) for offset in range(number)]
        bookings = Booking.objects.select_related("venue", "enterprise")
        return super().get_context_data(
            days=days,
            rows=_rows(days, bookings),
            waiting=list(bookings.waiting()[:MAX_WAITING]),
            alone=alone,
            before=first - timedelta(days=number),
            after=first + timedelta(days=number),
            may_decide=self.request.user.has_perm(MAY_DECIDE),
            **kwargs,
        )


class BookingView(ModerationView):
    """One booking with whom to call, confirmed or refused here; each look at the contact is noted."""

    template_name = "venues/admin/booking.html"
    page_title = gettext_lazy("场地预订")
    permission = MAY_SEE
    parent = PLAN
    header_icon = "calendar"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.booking = get_object_or_404(Booking.objects.select_related("venue", "enterprise", "user"), pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        booking, may_decide = self.booking, self.request.user.has_perm(MAY_DECIDE)
        may_answer = may_decide and booking.is_open
        return super().get_context_data(
            **{
                "booking": booking,
                "contact": contact_of(booking, self.request.user),
                "may_confirm": may_answer and booking.state == Booking.State.REQUESTED,
                "form": AnswerForm() if may_answer else None,
                **kwargs,
            }
        )

    def post(self, request, pk):
        """Confirm, or refuse with the reason."""
        form = AnswerForm(request.POST)
        try:
            if "confirm" in request.POST:
                confirm(self.booking, request.user)
            elif form.is_valid():
                refuse(self.booking, request.user, form.cleaned_data["refusal"])
            else:
                return self.render_to_response(self.get_context_data(form=form))
        except TransitionError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("已通知预订人。"))
        return redirect("venue_booking", pk)


class ReserveView(ModerationView):
    """Takes a venue for an activity of the centre."""

    template_name = "venues/admin/reserve.html"
    permission = MAY_DECIDE
    parent = PLAN
    header_icon = "calendar"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.venue = get_object_or_404(Venue.objects.visible(), pk=kwargs["pk"])

    @property
    def page_title(self):
        return _("安排场地：%(name)s") % {"name": self.venue}

    def get_context_data(self, **kwargs):
        form = ReserveForm(venue=self.venue, initial={"day": _day(self.request.GET.get("day", ""))})
        return super().get_context_data(**{"form": form, "back": reverse(PLAN[0]), **kwargs})

    def post(self, request, pk):
        """Reserve it."""
        form = ReserveForm(request.POST, venue=self.venue)
        if form.is_valid():
            try:
                booking = reserve(self.venue, request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("已安排。"))
                return redirect(f"{reverse(PLAN[0])}?day={day_text(booking.day)}")
        return self.render_to_response(self.get_context_data(form=form))


def _day(text: str) -> date:
    """Return the day that an address names, or today."""
    day = parsed_day(text)
    # What is drawn around it must be days, too.
    return day if day and date.min.year < day.year < date.max.year else timezone.localdate()


def _rows(days: list[date], bookings) -> list[tuple[Venue, list[tuple[date, list[Booking]]]]]:
    """Return each venue with its bookings on each of the days, in a constant number of statements.

    A venue that has left the site stands there as long as somebody has it.
    """
    found: dict[tuple[int, date], list[Booking]] = {}
    for booking in bookings.holding().filter(day__range=(days[0], days[-1])):
        found.setdefault((booking.venue_id, booking.day), []).append(booking)
    shown = Venue.objects.visible().values("pk")
    venues = Venue.objects.filter(Q(pk__in=shown) | Q(pk__in={venue for venue, _day in found})).order_by("name")
    return [(venue, [(day, found.get((venue.pk, day), [])) for day in days]) for venue in venues]
