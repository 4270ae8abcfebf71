"""Participants are asked afterwards: who, when, once; what they answer, who reads it, and what is left of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.closing import close_account
from portal.accounts.models import Message
from portal.training.answers import answer, ask, forget_names
from portal.training.models import Feedback, FollowUp, Session
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.training import CourseFactory, SessionFactory, attend, enrol, training_keeper
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
GRADES = {"content": "5", "teacher": "4", "organisation": "3"}


def ended(session: Session, days: int) -> None:
    """Let a session have ended so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    Session.objects.filter(pk=session.pk).update(starts_on=day, ends_on=day, apply_until=day)


@pytest.fixture
def came():
    """The place of somebody who came to a session that ended yesterday; another has stayed away."""
    session = SessionFactory()
    place = attend(enrol(session, 1))
    enrol(session, 2)
    ended(session, 1)
    return place


def questions(place) -> list[tuple[str, int]]:
    """Return what a person was asked, with the days after the session."""
    return [
        *(("feedback", 1) for _row in Feedback.objects.filter(enrolment=place)),
        *(("follow-up", row.after_days) for row in FollowUp.objects.filter(enrolment=place).order_by("after_days")),
    ]


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (0, []),
        (1, [("feedback", 1)]),
        (29, []),
        (30, [("follow-up", 30)]),
        (43, [("follow-up", 30)]),
        (44, []),
        (90, [("follow-up", 90)]),
        (104, []),
    ],
)
def test_who_came_is_asked_on_each_date_once(came, days, asked):
    ended(came.offer, days)
    for _twice in range(2):
        ask()
    assert questions(came) == asked
    assert Feedback.objects.count() + FollowUp.objects.count() == len(asked)
    assert Message.objects.filter(user=came.user, url__startswith="/my/training/f").count() == len(asked)


def test_one_answer_to_each_question_and_nobody_elses(came):
    ask()
    asked = Feedback.objects.get()
    client, path = signed_in(came.user), asked.get_owner_url()
    assert path in client.get("/my/training/").content.decode()
    assert signed_in(UserFactory()).get(path).status_code == 404
    empty = client.post(path, {**GRADES, "teacher": "", "text": "很好"}).content.decode()
    assert "请填写“老师讲课”。" in empty
    assert "很好" in empty
    assert client.post(path, {**GRADES, "text": "老师讲得清楚"})["Location"] == "/my/training/"
    asked.refresh_from_db()
    assert (asked.content, asked.teacher, asked.organisation, asked.text) == (5, 4, 3, "老师讲得清楚")
    assert path not in client.get("/my/training/").content.decode()
    assert "您已经填过了" in client.get(path).content.decode()
    with refused("answered"):
        answer(asked, came.user, text="", content=1)
    with refused("answered"):
        answer(asked, UserFactory(), text="", content=1)


def test_words_that_the_rules_forbid_are_sent_back(came):
    ask()
    page = signed_in(came.user).post(Feedback.objects.get().get_owner_url(), {**GRADES, "text": "老师是傻逼"}).content.decode()
    assert "留言不能发送" in page
    assert "老师是傻逼" in page
    assert not Feedback.objects.answered().exists()


def test_staff_read_counts_and_words_without_names(came):
    for days in (1, 30):
        ended(came.offer, days)
        ask()
    answer(Feedback.objects.get(), came.user, text="想学剪辑", content=5, teacher=4, organisation=3)
    answer(FollowUp.objects.get(), came.user, text="", shop="opened", job="none", missing=["goods"])
    path = reverse("training_answers")
    page = signed_in(training_keeper()).get(path, {"year": Session.objects.get().starts_on.year}).content.decode()
    assert "想学剪辑" in page
    assert "王1" not in page
    cells = [cell.text for cell in BeautifulSoup(page, "html.parser").select("table.listing td")]
    assert cells == ["1", "1", "5.0", "4.0", "3.0", "1", "1", *"100", *"0001", *"010000"]
    assert signed_in(person("reviewer")).get(path).status_code == 302


def test_the_public_reads_an_average_of_many_only(settings):
    course = CourseFactory()
    session = SessionFactory(course=course, quota=9)
    for number in range(settings.TRAINING_SMALL_NUMBER):
        assert "学员评价" not in Client().get(course.get_absolute_url()).content.decode()
        place = enrol(session, number)
        Feedback.objects.create(
            session=session, enrolment=place, answered_at=timezone.now(), content=5, teacher=4, organisation=3, text="不给别人看"
        )
    page = Client().get(course.get_absolute_url()).content.decode()
    assert "5 位学员评价" in page
    assert "不给别人看" not in page


def test_answers_become_nobodys_and_go_with_the_account(came, settings):
    other = attend(came.offer.enrolments.exclude(pk=came.pk).get())
    for place in (came, other):
        for model, kind in ((Feedback, {"content": 5}), (FollowUp, {"after_days": 30, "shop": "opened"})):
            model.objects.create(session=place.offer, enrolment=place, answered_at=timezone.now(), text="我的话", **kind)
    FollowUp.objects.create(session=came.offer, enrolment=came, after_days=90)
    close_account(other.user, other.user)
    assert (Feedback.objects.count(), FollowUp.objects.count()) == (1, 2)
    ended(came.offer, settings.TRAINING_KEEP_DAYS)
    forget_names()
    assert Feedback.objects.get().enrolment == came
    ended(came.offer, settings.TRAINING_KEEP_DAYS + 1)
    forget_names()
    for row, said in ((Feedback.objects.get(), 5), (FollowUp.objects.get(), "opened")):
        assert (row.enrolment, row.text) == (None, "")
        assert said in (getattr(row, "content", None), getattr(row, "shop", None))


def test_asking_costs_what_there_is_to_ask(came):
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    assert len(captured) == 3
