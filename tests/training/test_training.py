"""Training: what the list finds, how people sign up, wait, cancel and move up, what staff see, what tables hold."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from portal.accounts.models import Message
from portal.core.models import AccessEntry, AuditEntry, Consent
from portal.places.models import Town
from portal.training.models import Enrolment, Session
from portal.training.resources import CourseResource, SessionResource
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.training import CourseFactory, SessionFactory, enrol, training_keeper

pytestmark = pytest.mark.usefixtures("new_county")
ANSWERS = {"name": "田丰收", "phone": "13900000001", "agree": "on", "town": "421222101", "audience": "farmers"}


def days(number: int):
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=number)


def found(query: str) -> set[str]:
    """Return the names of the courses that the list shows for a query."""
    page = Client().get(f"/training/{query}").content.decode()
    return {name for name in ("手机开店课", "直播起步课", "品牌研修课") if f">{name}<" in page}


@pytest.fixture
def courses():
    """Three courses with sessions at different places and times."""
    first, second = Town.objects.order_by("order")[:2]
    shop = CourseFactory(name="手机开店课")
    live = CourseFactory(name="直播起步课", level="intermediate", subject="live", audience=["women", "founders"])
    CourseFactory(name="品牌研修课", level="advanced", subject="operation", audience=["enterprises"])
    SessionFactory(course=shop, town=first, starts_on=days(3), ends_on=days(4), apply_until=days(2))
    SessionFactory(course=shop, town=second, starts_on=days(50), ends_on=days(51), apply_until=days(40))
    SessionFactory(course=live, town=second, starts_on=days(20), ends_on=days(21), apply_until=days(19))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"手机开店课", "直播起步课", "品牌研修课"}),
        ("?level=intermediate", {"直播起步课"}),
        ("?audience=women", {"直播起步课"}),
        ("?subject=operation", {"品牌研修课"}),
        ("?town=421222100", {"手机开店课"}),
        ("?town=421222101", {"手机开店课", "直播起步课"}),
        ("?when=week", {"手机开店课"}),
        ("?when=month", {"手机开店课", "直播起步课"}),
        ("?when=later", {"手机开店课"}),
        ("?town=421222101&when=month", {"直播起步课"}),
        ("?town=421222100&when=later", set()),
    ],
)
def test_filters_ask_of_one_and_the_same_session(courses, query, names):
    assert found(query) == names


def test_hidden_and_past_sessions_are_found_by_nobody():
    hidden, past = SessionFactory(live=False), SessionFactory(starts_on=days(-3), ends_on=days(-2), apply_until=days(-4))
    of_hidden_course = SessionFactory(course=CourseFactory(live=False))
    assert list(Session.objects.coming()) == []
    for session, status in ((hidden, 404), (of_hidden_course, 404), (past, 200)):
        assert Client().get(session.get_absolute_url()).status_code == status
    assert hidden.name not in Client().get(hidden.course.get_absolute_url()).content.decode()
    assert "报名已截止" in Client().get(past.get_absolute_url()).content.decode()


def test_from_the_list_to_a_place_and_back():
    session, user = SessionFactory(), UserFactory()
    client = signed_in(user)
    assert session.course.get_absolute_url() in client.get("/training/").content.decode()
    assert session.get_absolute_url() in client.get(session.course.get_absolute_url()).content.decode()
    path = f"{session.get_absolute_url()}enrol/"
    assert path in client.get(session.get_absolute_url()).content.decode()
    form = client.get(path).content.decode()
    assert "向培训主办单位提供姓名和手机号码" in form
    assert client.post(path, {**ANSWERS, "agree": ""}).status_code == 200
    assert not Enrolment.objects.exists()
    assert client.post(path, ANSWERS)["Location"] == "/my/training/"
    place = Enrolment.objects.get()
    assert (place.name, place.phone, place.state) == ("田丰收", "13900000001", "enrolled")
    assert Consent.objects.in_force().about(place).filter(person=user, text__purpose="training_to_organiser").exists()
    again = client.post(path, ANSWERS)
    assert "您已经报名。" in again.content.decode()
    assert session.name in client.get("/my/training/").content.decode()
    assert client.post(f"/my/training/{place.pk}/cancel/")["Location"] == "/my/training/"
    place.refresh_from_db()
    assert (place.name, place.phone) == ("", "")
    assert session.name not in client.get("/my/training/").content.decode()


def test_a_full_session_has_a_waiting_list_that_moves_up():
    session = SessionFactory(quota=1)
    first, waits = enrol(session), UserFactory()
    client = signed_in(waits)
    assert "报名候补" in client.get(session.get_absolute_url()).content.decode()
    assert "进入候补" in client.get(f"{session.get_absolute_url()}enrol/").content.decode()
    client.post(f"{session.get_absolute_url()}enrol/", ANSWERS)
    mine = client.get("/my/training/").content.decode()
    assert "候补中" in mine
    assert "候补顺序" in mine
    signed_in(first.user).post(f"/my/training/{first.pk}/cancel/")
    mine = client.get("/my/training/").content.decode()
    assert "待确认" in mine
    assert "候补顺序" not in mine
    assert Message.objects.get(user=waits).url == "/my/training/"
    place = Enrolment.objects.get(user=waits)
    assert client.post(f"/my/training/{place.pk}/accept/")["Location"] == "/my/training/"
    assert "已报名" in client.get("/my/training/").content.decode()


def test_a_raised_quota_moves_up_who_waits_as_soon_as_the_text_is_approved():
    session = SessionFactory(quota=1)
    enrol(session, 1)
    waits = enrol(session, 2)
    draft = Session.objects.get(pk=session.pk)
    draft.quota = 2
    revision = draft.save_revision()
    waits.refresh_from_db()
    assert waits.state == "waiting"
    revision.publish()
    waits.refresh_from_db()
    assert waits.state == "offered"


def test_nobody_moves_up_once_the_session_has_begun():
    session = SessionFactory(quota=1)
    first, waits = enrol(session, 1), enrol(session, 2)
    Session.objects.update(starts_on=days(-1), apply_until=days(-2))
    signed_in(first.user).post(f"/my/training/{first.pk}/cancel/")
    waits.refresh_from_db()
    assert waits.state == "waiting"


def test_nobody_cancels_for_somebody_else():
    place = enrol(SessionFactory())
    assert signed_in(UserFactory()).post(f"/my/training/{place.pk}/cancel/").status_code == 404
    assert Enrolment.objects.standing().count() == 1


def test_the_keeper_reads_the_list_and_the_person_reads_that():
    session, staff = SessionFactory(quota=1), training_keeper()
    place, waits = enrol(session, 1), enrol(session, 2)
    path = reverse("training_participants", args=[session.pk])
    page = signed_in(staff).get(path).content.decode()
    assert all(text in page for text in ("王1", "13800138001", "已报名", "王2", "13800138002", "候补中"))
    assert {entry.person for entry in AccessEntry.objects.filter(viewer=staff, field="phone")} == {place.user, waits.user}
    for role in ("editor", "reviewer", "nobody"):
        answer = signed_in(person(role)).get(path)
        assert "王1" not in answer.content.decode()
        assert answer.status_code == 302
    assert AccessEntry.objects.exclude(viewer=staff).count() == 0


def test_no_public_page_and_no_page_of_others_names_a_participant():
    session = SessionFactory()
    enrol(session)
    stranger = signed_in(UserFactory())
    for path in ("/training/", session.course.get_absolute_url(), session.get_absolute_url(), "/my/training/"):
        for client in (Client(), stranger):
            text = client.get(path).content.decode()
            assert not any(secret in text for secret in ("王1", "13800138001")), path


def test_the_keeper_ends_applications_and_an_older_draft_does_not_open_them_again():
    session, staff = SessionFactory(), training_keeper()
    revision = Session.objects.get(pk=session.pk).save_revision()
    signed_in(staff).post(reverse("training_participants", args=[session.pk]))
    assert Session.objects.get(pk=session.pk).closed_at is not None
    assert AuditEntry.objects.filter(action="enrolment.closed", actor=staff).count() == 1
    Revision.objects.get(pk=revision.pk).publish()
    assert Session.objects.get(pk=session.pk).closed_at is not None
    answer = signed_in(UserFactory()).post(f"{session.get_absolute_url()}enrol/", ANSWERS)
    assert "这个培训班已经停止报名。" in answer.content.decode()


def test_a_session_with_participants_is_not_deleted():
    session = SessionFactory()
    enrol(session)
    with pytest.raises(ProtectedError):
        session.delete()


def test_my_training_asks_no_more_for_many_places_than_for_one():
    user = UserFactory()
    client = signed_in(user)
    counted = []
    for number in (1, 19):
        for _more in range(number):
            enrol(SessionFactory(), user=user)
        client.get("/my/training/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/my/training/")
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_what_is_written_in_a_course_is_shown_as_written():
    markup = "<script>alert(1)</script>"
    session = SessionFactory(course=CourseFactory(name=markup, summary=markup, introduction=markup, organiser=markup), place=markup)
    for path in ("/training/", session.course.get_absolute_url(), session.get_absolute_url()):
        text = Client().get(path).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize("resource", [CourseResource, SessionResource])
def test_tables_hold_no_participant(resource):
    enrol(SessionFactory())
    sheet = resource()
    texts = [column.read(row) for row in sheet.stored() for column in sheet.columns]
    assert texts
    assert not any("王1" in str(text) or "13800138001" in str(text) for text in texts)
