"""The calendar of events, their files for other calendars, and a person's own events."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cms.events import ical
from cms.events.choices import EventKind
from cms.events.models import Enrolment, EventPage
from cms.events.months import asked_month, beside, public_events, sheet_of, starts
from portal.core.moments import month_text
from portal.my.views.pages import MyListView
from portal.web.meta import Crumb
from portal.web.views import PublicView

MY_EVENTS = Crumb(_("我的活动"), "/my/events/")
_EVENTS = Crumb(_("活动"), "/events/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_EVENTS]


class CalendarView(PublicView):
    """A month of events: a sheet of weeks on wide screens, the days with events as a list on phones; without scripts (R-SHOW-9)."""

    template_name = "pages/events/calendar.html"
    section_title = _("活动日历")
    feed_column = "events"

    def get(self, request):
        """Show the month asked for, or this one."""
        first = asked_month(request.GET.get("month", ""))
        kind = request.GET.get("kind", "")
        kind = kind if kind in EventKind.values else ""
        title = _("%(year)d年%(month)d月活动") % {"year": first.year, "month": first.month}
        days = sheet_of(first, kind)
        is_before = public_events().filter(starts_at__lt=starts(first)).exists()
        is_after = public_events().filter(ends_at__gte=starts(beside(first, 1))).exists()
        return self.respond(
            request,
            title=str(title),
            description=str(_("本县的论坛、大赛、沙龙、讲座、参观、展销和评选，按月查看。")),
            crumbs=[_EVENTS, Crumb(self.section_title, reverse("events:calendar"))],
            robots="noindex, follow" if request.GET else "",
            days=days,
            held=any(day.events for day in days),
            kinds=[self._link(_("全部类型"), first, "", kind), *(self._link(label, first, key, kind) for key, label in EventKind.choices)],
            before=self._month_link(beside(first, -1), kind) if is_before else None,
            after=self._month_link(beside(first, 1), kind) if is_after else None,
        )

    def _address(self, first, kind: str) -> str:
        return f"{reverse('events:calendar')}?month={month_text(first)}" + (f"&kind={kind}" if kind else "")

    def _link(self, label, first, kind: str, chosen: str) -> dict:
        return {"label": label, "url": self._address(first, kind), "current": kind == chosen}

    def _month_link(self, first, kind: str) -> Crumb:
        return Crumb(_("%(year)d年%(month)d月") % {"year": first.year, "month": first.month}, self._address(first, kind))


class CalendarFile(View):
    """All public events as one file that calendars subscribe to."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        """Write it; what was taken off the site before it was held is cancelled in it."""
        gone = EventPage.objects.not_live().exclude(first_published_at=None).filter(ends_at__gte=timezone.now()).order_by("pk")
        return _file(request, public_events().defer("body", "photos"), str(_("活动日历")), "events", gone.defer("body", "photos"))


class EventFile(View):
    """One event as a file.

    Raises:
        Http404: no public event has this name.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug):
        """Write it."""
        page = get_object_or_404(public_events(), slug=slug)
        return _file(request, [page], page.title, slug)


def _file(request, events, title: str, name: str, cancelled=()) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    content = ical.written(events, name=title, site=site, cancelled=cancelled)
    shown = {"Content-Disposition": content_disposition_header(True, f"{name}.ics")}
    return HttpResponse(content, content_type=ical.CONTENT_TYPE, headers=shown)


class MyEvents(MyListView):
    """My places and places in waiting lists."""

    model = Enrolment
    template_name = "pages/events/my.html"
    title = MY_EVENTS.title

    def get_queryset(self):
        return super().get_queryset().standing().with_position().select_related("offer__event").prefetch_related("attendances")
