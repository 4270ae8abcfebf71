"""Training bodies: who may upload, what goes through review, whose participants they see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Message
from portal.cooperation.models import Agreement
from portal.core.consents import withdraw
from portal.core.models import AccessEntry, AuditEntry
from portal.enterprises.models import Enterprise
from portal.enterprises.services.members import given_back
from portal.training.models import Course, Session
from portal.training.services import assess, certify
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, signed_in
from tests.factories.talent import member
from tests.factories.training import CourseFactory, SessionFactory, enrol
from tests.support import parts
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def course_data(body: Enterprise, **values) -> dict:
    """Return what the form of a course sends."""
    return {
        "provider": body.pk,
        "name": "抖音小店课",
        "level": "basic",
        "subject": "live",
        "audience": ["farmers"],
        "format": "site",
        "summary": "从零开小店。",
        "introduction": "讲开店和直播。",
        **values,
    }


def session_data(**values) -> dict:
    """Return what the form of a session sends."""
    day = timezone.localdate()
    return {
        "name": "抖音小店课第 1 期",
        "starts_on": day + timedelta(days=9),
        "ends_on": day + timedelta(days=9),
        "hours": "9:00–16:00",
        "place": "学校机房",
        "quota": "20",
        "fee": "50",
        "apply_until": day + timedelta(days=8),
        **values,
    }


def test_a_body_uploads_a_course_and_a_session_and_the_public_sees_them_after_review():
    user, body = member()
    client = signed_in(user)
    assert client.post("/my/courses/upload/", course_data(body))["Location"] == "/my/courses/"
    course = Course.objects.get()
    assert (course.provider, course.live, course.slug) == (body, False, "dou-yin-xiao-dian-ke")
    assert client.post(f"/my/courses/{course.pk}/sessions/", session_data())["Location"] == "/my/courses/"
    session = Session.objects.get()
    assert (session.course, session.live) == (course, False)
    own = client.get("/my/courses/").content.decode()
    assert own.count("正在审核") == 2
    assert Client().get(course.get_absolute_url()).status_code == 404
    for record in (course, session):
        record.latest_revision.publish()
    assert body.name in Client().get(course.get_absolute_url()).content.decode()
    assert "50 元" in Client().get(session.get_absolute_url()).content.decode()


def test_only_members_of_verified_bodies_upload_and_only_for_their_own():
    user, body = member()
    other = EnterpriseFactory(verified_at=timezone.now())
    client = signed_in(user)
    refused = client.post("/my/courses/upload/", course_data(other))
    assert refused.status_code == 200
    assert not Course.objects.exists()
    Enterprise.objects.filter(pk=body.pk).update(verified_at=None)
    assert "请先登记机构并提交证照" in client.get("/my/courses/upload/").content.decode()
    client.post("/my/courses/upload/", course_data(body))
    course = CourseFactory(provider=other)
    assert not Course.objects.exclude(pk=course.pk).exists()
    for path in (f"{course.pk}/edit/", f"{course.pk}/sessions/"):
        assert client.get(f"/my/courses/{path}").status_code == 404


def test_who_edits_an_older_text_is_shown_the_newer_one():
    user, body = member()
    course = CourseFactory(provider=body)
    client, path = signed_in(user), f"/my/courses/{course.pk}/edit/"
    seen = course.latest_revision_id
    course.summary = "别人刚改的。"
    course.save_revision()
    answer = client.post(path, {**course_data(body), "seen_revision": seen}).content.decode()
    assert "别人刚改的" in answer
    assert "从零开小店" in answer


def test_participants_are_for_the_body_that_holds_the_session_as_far_as_they_agree():
    user, body = member()
    session = SessionFactory(course=CourseFactory(provider=body))
    kept, gone = enrol(session, 1), enrol(session, 2)
    assert set(Message.objects.filter(user=user).values_list("subject", "url")) == {(f"有人报名：{session}", "/my/courses/")}
    withdraw(gone.user, gone.purpose, subject=gone)
    path = f"/my/courses/sessions/{session.pk}/people/"
    shown = signed_in(user).get(path).content.decode()
    assert kept.phone in shown
    assert gone.phone not in shown
    assert AccessEntry.objects.filter(viewer=user, person=kept.user).count() == 1
    stranger, _other = member()
    assert signed_in(stranger).get(path).status_code == 404
    Enterprise.objects.filter(pk=body.pk).update(verified_at=None)
    assert signed_in(user).get(path).status_code == 404


def test_who_has_signed_up_is_not_handed_to_another_body():
    session = SessionFactory(course=CourseFactory(provider=EnterpriseFactory()))
    enrol(session)
    course = Course.objects.get(pk=session.course_id)
    course.provider = EnterpriseFactory()
    with pytest.raises(ValidationError) as caught:
        course.full_clean()
    assert set(caught.value.message_dict) == {"provider"}
    session.enrolments.update(cancelled_at=timezone.now())
    course.full_clean()


def test_a_body_that_is_given_back_takes_no_more_people():
    session = SessionFactory(course=CourseFactory(provider=EnterpriseFactory()))
    other = SessionFactory()
    given_back.send(Enterprise, enterprise=session.course.provider, actor=UserFactory())
    assert [Session.objects.get(pk=row.pk).takes_enrolments() for row in (session, other)] == [False, True]


def test_an_agreement_has_a_term():
    today = timezone.localdate()
    agreement = Agreement(body=EnterpriseFactory(), number="PX-2026-01", starts_on=today, ends_on=today - timedelta(days=1))
    with refused("order", field="ends_on"):
        agreement.full_clean()
    agreement.ends_on = today
    assert agreement.standing() == "有效"


@pytest.fixture
def running():
    """A session of a body that is held yesterday and today, with one participant, and the body's person."""
    user, body = member()
    session, today = SessionFactory(course=CourseFactory(provider=body)), timezone.localdate()
    place = enrol(session, 1)
    Session.objects.update(starts_on=today - timedelta(days=1), ends_on=today, apply_until=today - timedelta(days=2))
    return user, Session.objects.get(pk=session.pk), place


def test_a_body_notes_who_came_to_its_session_and_to_no_other(running):
    user, session, place = running
    client, path, today = signed_in(user), f"/my/courses/sessions/{session.pk}/register/", timezone.localdate()
    assert ("王1" in client.get(path).content.decode(), AccessEntry.objects.filter(viewer=user, person=place.user).exists()) == (True, True)
    sent = {"how": "staff", "day": f"{today:%Y-%m-%d}", f"came-{place.pk}": "on", f"seen-{place.pk}": "False"}
    assert "saved" in client.post(path, sent)["Location"]
    assert list(place.attendances.values_list("day", "how", "noted_by")) == [(today, "staff", user.pk)]
    assert AuditEntry.objects.get(action="training.attended").actor == user
    # Yesterday's page notes yesterday; a day that is none of the session's is refused with what was ticked.
    client.post(f"{path}?day={today - timedelta(days=1):%Y-%m-%d}", {**sent, "day": f"{today - timedelta(days=1):%Y-%m-%d}"})
    assert place.attendances.count() == 2
    assert "那一天不举行" in client.post(path, {**sent, "day": "2020-01-01"}).content.decode()
    other = SessionFactory(course=CourseFactory(provider=EnterpriseFactory()))
    assert [client.get(f"/my/courses/sessions/{other.pk}/{page}/").status_code for page in ("register", "sheet", "door")] == [404] * 3


def test_who_passed_and_certificates_stay_with_the_centre(running):
    user, session, place = running
    with refused("stranger"):
        assess(session, {place.pk: "passed"}, actor=user)
    with refused("stranger"):
        certify(session, actor=user)


def test_a_body_whose_papers_ran_out_keeps_no_register(running):
    user, session, _place = running
    Enterprise.objects.update(verified_at=None)
    assert signed_in(user).get(f"/my/courses/sessions/{session.pk}/register/").status_code == 404


@pytest.mark.skipif("pango" in parts.missing(), reason="papers cannot be drawn here")
def test_a_body_prints_the_sheet_and_the_code_at_the_door(running):
    user, session, _place = running
    papers = [signed_in(user).get(f"/my/courses/sessions/{session.pk}/{page}/") for page in ("sheet", "door")]
    assert [paper.content[:4] for paper in papers] == [b"%PDF"] * 2
