"""What has to be put right, visits, and the yearly assessment of the services (R-SUP-3..6)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import AuditEntry
from portal.supervision.models import Rectification, ServiceAssessment, Visit
from portal.supervision.services import confirm, figures, write_assessment
from tests.factories.people import person, signed_in
from tests.factories.supervision import RectificationFactory, VisitFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
WORDS = {"analysis": "总体平稳。", "improvements": "增加周末值班。"}


def day(offset: int):
    """Return the day so many days after today."""
    return timezone.localdate() + timedelta(days=offset)


def last_year() -> int:
    """Return the year before this one."""
    return timezone.localdate().year - 1


def typed(row: Rectification, **changes) -> dict:
    """Return what the form of a fault sends."""
    names = ("source", "problem", "found_on", "due_on", "measure")
    return {**{name: getattr(row, name) for name in names}, "owner": row.owner_id, "reference": "", "done_on": "", **changes}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"due_on": -2}, "due_on", "order"),
        ({"done_on": 1}, "done_on", "order"),
        ({"done_on": -2}, "done_on", "order"),
        ({"done_on": 0}, "measure", "missing"),
    ],
)
def test_what_a_fault_needs(changes, field, code):
    with refused(code, field=field):
        RectificationFactory.build(owner=person("clerk"), **{name: day(offset) for name, offset in changes.items()}).full_clean()


def test_what_a_visit_needs():
    for changes, field, code in (({"visited_on": day(1)}, "visited_on", "future"), ({"place": ""}, "place", "missing")):
        with refused(code, field=field):
            VisitFactory.build(staff=person("clerk"), **changes).full_clean()


def test_a_fault_is_late_from_the_day_after():
    row = RectificationFactory(found_on=day(-9), due_on=day(0))
    assert not Rectification.objects.late().exists()
    assert row.state_label == "整改中"
    Rectification.objects.update(due_on=day(-1))
    assert Rectification.objects.late().get().state_label == "已逾期"


def test_put_right_by_the_clerk_confirmed_by_the_director_and_logged():
    row, clerk, director = RectificationFactory(), person("clerk"), person("director")
    with refused("stranger"):
        confirm(row, clerk)
    with refused("open"):
        confirm(row, director)
    answer = signed_in(clerk).post(reverse("rectifications:edit", args=[row.pk]), typed(row, measure="换了新公示。", done_on=day(0)))
    assert answer.status_code == 302
    assert AuditEntry.objects.get(action="supervision.rectification_changed").after["measure"] == "换了新公示。"
    assert reverse("rectification_confirm", args=[row.pk]) in signed_in(director).get(reverse("rectifications:index")).content.decode()
    assert signed_in(clerk).post(reverse("rectification_confirm", args=[row.pk])).status_code != 200
    assert Rectification.objects.get().confirmed_at is None
    assert signed_in(director).post(reverse("rectification_confirm", args=[row.pk])).status_code == 302
    found = Rectification.objects.get()
    assert (found.confirmed_by, found.state_label) == (director, "已核实")
    with refused("open"):
        confirm(row, director)


def test_figures_of_a_year_are_those_of_its_days():
    VisitFactory(visited_on=f"{last_year()}-12-31")
    VisitFactory()
    RectificationFactory(found_on=f"{last_year()}-01-01", due_on=f"{last_year()}-01-09", done_on=f"{last_year()}-01-09", measure="好了。")
    RectificationFactory(found_on=f"{last_year()}-02-01", due_on=f"{last_year()}-02-09", done_on=f"{last_year()}-02-10", measure="好了。")
    found = dict(figures(last_year()))
    assert found["走访"] == [["次数", "1"]]
    assert found["整改清单"] == [["事项", "2"], ["按期完成", "1 / 2（50%）"]]
    assert {"咨询", "投诉"} <= set(found)


def test_issued_once_the_year_is_over_and_frozen():
    director = person("director")
    with refused("stranger"):
        write_assessment(last_year(), **WORDS, issue=False, actor=person("clerk"))
    with refused("early"):
        write_assessment(timezone.localdate().year, **WORDS, issue=True, actor=director)
    client, path = signed_in(director), f"{reverse('service_assessment')}?year={last_year()}"
    assert "error-message" in client.post(path, {"analysis": "总体平稳。", "improvements": ""}).content.decode()
    assert not ServiceAssessment.objects.exists()
    assert client.post(path, WORDS).status_code == 302
    assert client.post(path, {**WORDS, "issue": "yes"}).status_code == 302
    VisitFactory(visited_on=f"{last_year()}-06-01")
    row = ServiceAssessment.objects.get()
    assert dict(row.figures)["走访"] == [["次数", "0"]]
    assert "数据不再变化" in client.get(path).content.decode()
    with refused("issued"):
        write_assessment(last_year(), **WORDS, issue=False, actor=director)
    assert client.get(f"{path}&export=pdf")["Content-Type"] == "application/pdf"
    assert Visit.objects.count() == 1
