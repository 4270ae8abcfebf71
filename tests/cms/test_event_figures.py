"""Events of a year against what is asked for, and the alert of a month without a salon (R-ACT-1, R-ACT-2, R-STAT-4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.events.figures import year_of_events
from cms.events.models import EventPage
from cms.events.services import alert_of_salon
from portal.accounts.models import Message
from portal.enrolment.attendance import note_attendance
from portal.targets.models import Target
from tests.factories.events import event, event_keeper, held, offer_of, takes_part
from tests.factories.membership import manager
from tests.factories.people import person, signed_in

pytestmark = pytest.mark.usefixtures("new_county")


def this_year() -> int:
    """Return the year in which those events lie that are over since a minute."""
    return timezone.localdate(timezone.now() - timedelta(minutes=2)).year


def over(slug: str, kind: str, **values) -> EventPage:
    """Return an event that is over since a minute."""
    page, now = event(slug, kind=kind, **values), timezone.now()
    EventPage.objects.filter(pk=page.pk).update(starts_at=now - timedelta(minutes=2), ends_at=now - timedelta(minutes=1))
    return page


def test_what_was_held_counts_by_kind_and_against_the_target():
    over("salon-1", "salon", attendance=20)
    over("contest-1", "contest", attendance=5)
    over("lecture-1", "lecture", attendance=7)
    event("salon-2", kind="salon", days=0)
    EventPage.objects.filter(slug="salon-2").update(ends_at=timezone.now() + timedelta(hours=1))
    figures = year_of_events(this_year())
    assert (figures.counted, figures.missing) == (2, 1)
    rows = {row.kind: (row.held, row.planned, row.people) for row in figures.rows}
    assert rows["沙龙"] == (1, 1, 20)
    assert rows["讲座"] == (1, 0, 7)
    assert year_of_events(this_year() - 1).counted == 0
    Target.objects.filter(counter="events").update(ends_on=date(this_year() - 1, 12, 31))
    assert [year_of_events(year).target for year in (this_year() - 1, this_year())] == [3, 0]


def test_people_of_the_register_count_where_no_number_is_typed():
    page = event()
    first, second = takes_part(page, 1), takes_part(page, 2)
    held(page)
    note_attendance(offer_of(page), timezone.localdate(), [first.pk, second.pk], [], "staff", actor=event_keeper())
    now = timezone.now()
    EventPage.objects.filter(pk=page.pk).update(starts_at=now - timedelta(minutes=2), ends_at=now - timedelta(minutes=1))
    assert {row.kind: row.people for row in year_of_events(this_year()).rows}["沙龙"] == 2


def test_those_who_run_events_read_the_figures_and_others_do_not():
    path = reverse("events_figures")
    assert "还差 3 场" in signed_in(event_keeper()).get(path).content.decode()
    assert signed_in(event_keeper()).get(path, {"year": "x"}).status_code == 200
    assert signed_in(person("editor")).get(path).status_code == 302


def test_a_month_without_a_salon_is_told_once_to_those_who_run_events_or_manage_members():
    keeper, editor, member_manager = event_keeper(), person("editor"), manager()
    for _twice in range(2):
        alert_of_salon()
    for told in (keeper, member_manager):
        assert Message.objects.filter(user=told, subject__contains="还没有安排沙龙").count() == 1
    assert not Message.objects.filter(user=editor).exists()


def test_a_month_with_a_salon_needs_no_alert():
    keeper = event_keeper()
    event("salon-now", days=0)
    alert_of_salon()
    assert not Message.objects.filter(user=keeper).exists()
