"""The waiting list: a free place is offered for a time, taken, or passed on; and people are reminded of what they signed up for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Message
from portal.core.models import AuditEntry, Consent
from portal.enrolment.services import accept, give_back, take
from portal.training.models import Course, Enrolment, Session
from portal.training.services import expire_offers, remind
from tests.factories.people import UserFactory
from tests.factories.training import SessionFactory, enrol
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def offered():
    """A place that was given back and is offered to the first of two who wait; returned with the second."""
    session = SessionFactory(quota=1)
    first, second, third = (enrol(session, number) for number in (1, 2, 3))
    give_back(first, first.user)
    second.refresh_from_db()
    return second, third


def state_of(place: Enrolment) -> tuple[str, bool]:
    """Return the state of a place and whether somebody holds or waits for it."""
    place.refresh_from_db()
    return place.state, place.cancelled_at is None


def test_a_free_place_is_offered_to_the_next_and_kept_from_others(offered, settings):
    second, third = offered
    assert state_of(second) == ("offered", True)
    left = second.offered_until - timezone.now()
    assert timedelta(hours=settings.ENROLMENT_OFFER_HOURS - 1) < left <= timedelta(hours=settings.ENROLMENT_OFFER_HOURS)
    assert state_of(third) == ("waiting", True)
    assert take(second.offer, UserFactory(), name="王四", phone="13800138004").state == "waiting"
    assert Session.objects.get(pk=second.offer_id).places_left == 0
    assert Message.objects.filter(user=second.user, subject__startswith="有名额了").count() == 1


def test_no_offer_lasts_into_the_first_day(settings):
    session = SessionFactory(quota=1)
    first, second = enrol(session, 1), enrol(session, 2)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Session.objects.update(starts_on=tomorrow)
    settings.ENROLMENT_OFFER_HOURS = 1000
    give_back(first, first.user)
    second.refresh_from_db()
    assert timezone.localtime(second.offered_until).date() == tomorrow
    assert timezone.localtime(second.offered_until).hour == 0


def test_taken_in_time(offered):
    second, third = offered
    accept(second, second.user)
    assert state_of(second) == ("enrolled", True)
    assert state_of(third) == ("waiting", True)
    with refused("mine"):
        accept(second, second.user)
    assert AuditEntry.objects.filter(action="enrolment.accepted").count() == 1


def test_not_taken_in_time_goes_to_the_next(offered):
    second, third = offered
    expire_offers()
    assert state_of(second) == ("offered", True)
    Enrolment.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    with refused("late"):
        accept(second, second.user)
    expire_offers()
    expire_offers()
    assert state_of(second) == ("offered", False)
    assert (second.name, second.phone) == ("", "")
    assert not Consent.objects.in_force().about(second).exists()
    assert Message.objects.filter(user=second.user, subject__startswith="名额已让给下一位").count() == 1
    assert state_of(third) == ("offered", True)


def test_nobody_takes_what_is_offered_to_another(offered):
    second, third = offered
    with refused("mine"):
        accept(second, third.user)
    with refused("mine"):
        accept(third, third.user)


def test_an_offer_that_is_given_back_goes_to_the_next(offered):
    second, third = offered
    give_back(second, second.user)
    assert state_of(third) == ("offered", True)


def test_once_begun_nobody_is_offered_what_was_not_taken(offered):
    second, third = offered
    Session.objects.update(starts_on=timezone.localdate())
    Enrolment.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    expire_offers()
    assert state_of(second) == ("offered", False)
    assert state_of(third) == ("waiting", True)


def test_everybody_with_a_place_is_reminded_once(settings):
    session = SessionFactory(quota=1)
    place, waits = enrol(session, 1), enrol(session, 2)
    Session.objects.update(starts_on=timezone.localdate() + timedelta(days=settings.ENROLMENT_REMINDER_DAYS + 1))
    remind()
    assert not Message.objects.filter(user=place.user, subject__contains="开课").exists()
    Session.objects.update(starts_on=timezone.localdate() + timedelta(days=settings.ENROLMENT_REMINDER_DAYS))
    for _twice in range(2):
        remind()
    assert Message.objects.filter(user=place.user, subject__contains="开课").count() == 1
    assert not Message.objects.filter(user=waits.user, subject__contains="开课").exists()


@pytest.mark.parametrize("gone", ["session", "course"])
def test_nobody_is_sent_to_a_session_that_is_off_the_site(settings, gone):
    place = enrol(SessionFactory())
    Session.objects.update(starts_on=timezone.localdate() + timedelta(days=settings.ENROLMENT_REMINDER_DAYS))
    (Session if gone == "session" else Course).objects.update(live=False)
    remind()
    assert not Message.objects.filter(user=place.user, subject__contains="开课").exists()


def test_who_has_a_place_hears_when_the_session_is_moved_or_its_course_leaves_the_site():
    session = SessionFactory()
    place = enrol(session)
    Enrolment.objects.update(reminded_at=timezone.now())
    session.refresh_from_db()
    session.hours = "每天 14:00–17:00"
    session.save_revision().publish()
    assert Enrolment.objects.get().reminded_at
    session.refresh_from_db()
    session.starts_on += timedelta(days=1)
    session.save_revision().publish()
    assert Enrolment.objects.get().reminded_at is None
    session.course.unpublish()
    Session.objects.get(pk=session.pk).unpublish()
    told = Message.objects.filter(user=place.user).order_by("pk").values_list("subject", flat=True)
    assert [subject.partition("：")[0] for subject in told] == ["安排有变化", "安排有变化", "已从网站撤下"]
