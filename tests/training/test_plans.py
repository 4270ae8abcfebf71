"""The yearly plan against what was held, and the survey of what people wish to learn."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.training.models import PlanLine, Session, TrainingPlan, Wish
from tests.factories.people import person, signed_in
from tests.factories.training import CourseFactory, SessionFactory, TrainingPlanFactory, attend, enrol, training_keeper

pytestmark = pytest.mark.usefixtures("new_county")
ANSWERS = {"town": "421222101", "audience": "farmers", "subjects": ["live", "design"], "times": ["evening"]}


def last_year() -> int:
    """Return the year before this one."""
    return timezone.localdate().year - 1


def cells(page) -> list[list[str]]:
    """Return the rows of the page's first table."""
    rows = BeautifulSoup(page.content, "html.parser").select_one("main table, table.listing").select("tbody tr")
    return [[cell.text for cell in row.select("th, td")] for row in rows]


@pytest.fixture
def plan():
    """Last year's plan of three lines; one session of the first quarter with six and one of the third with one who came."""
    women = {"quarter": 1, "level": "basic", "audience": "women", "sessions": 2, "persons": 60}
    live = {"quarter": 1, "level": "basic", "subject": "live", "sessions": 1, "persons": 20}
    other = {"quarter": 3, "level": "advanced", "sessions": 1, "persons": 24}
    made = TrainingPlanFactory(year=last_year(), lines=[PlanLine(**line) for line in (women, live, other)])
    first = SessionFactory(quota=9, course=CourseFactory(subject="live", audience=["women", "farmers"]))
    third = SessionFactory(course=CourseFactory(level="advanced"))
    for number in range(6):
        attend(enrol(first, number))
    attend(enrol(third))
    for session, month in ((first, 2), (third, 8)):
        day = date(last_year(), month, 3)
        Session.objects.filter(pk=session.pk).update(starts_on=day, ends_on=day, apply_until=day)
    return made


def test_everybody_holds_the_plan_against_what_was_held(plan):
    assert plan.get_absolute_url() in Client().get("/training/plans/").content.decode()
    assert "计划 4 期、104 人次。" in Client().get("/training/plans/").content.decode()
    assert cells(Client().get(plan.get_absolute_url())) == [
        ["第一季度，初级，妇女，不限", "2 期 60 人次", "1 期 6 人次"],
        ["第一季度，初级，不限，直播和短视频", "1 期 20 人次", "1 期 6 人次"],
        ["第三季度，高级，不限，不限", "1 期 24 人次", "1 期 少于 5 人次"],
        ["合计", "4 期 104 人次", "2 期 不显示 人次"],
    ]
    staff = cells(signed_in(training_keeper()).get(reverse("training_plan"), {"year": last_year()}))
    assert [row[-1] for row in staff] == ["6", "6", "1", "7"]
    TrainingPlan.objects.update(live=False)
    assert Client().get(plan.get_absolute_url()).status_code == 404


def test_a_wish_needs_no_account_and_names_nobody():
    client, path = Client(), reverse("training:survey")
    wrong = client.post(path, {**ANSWERS, "subjects": []}).content.decode()
    assert "请填写“想学什么”。" in wrong
    assert client.post(path, {**ANSWERS, "homepage": "http://spam.example/"})["Location"] == reverse("training:survey-done")
    assert not Wish.objects.exists()
    client.post(path, ANSWERS)
    found = Wish.objects.get()
    assert (found.town.code, found.audience, found.subjects, found.times) == ("421222101", "farmers", ["design", "live"], ["evening"])
    assert {field.name for field in Wish._meta.fields} == {"id", "town", "audience", "subjects", "times", "sent_on"}
    assert "残疾人" not in client.get(path).content.decode()
    page = BeautifulSoup(signed_in(training_keeper()).get(reverse("training_plan")).content, "html.parser").select("table.listing tr")
    counted = {row.th.text: row.td.text for row in page if row.td}
    assert [counted[name] for name in ("直播和短视频", "跨境电商", "晚上", "农户", "麦市镇")] == ["1", "0", "1", "1", "1"]
    assert signed_in(person("editor")).get(reverse("training_plan")).status_code == 302


def test_one_network_sends_so_many_wishes(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "training_survey": (1, 60)}
    Client().post(reverse("training:survey"), ANSWERS)
    assert "请明天再填" in Client().post(reverse("training:survey"), ANSWERS).content.decode()
    assert Wish.objects.count() == 1
