"""The two-week plans: their periods, who writes and who comments, what is carried forward, and what is said of a missing one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import Message
from portal.core.models import AuditEntry
from portal.plan.models import DailyCheck, Fortnight, FortnightLine, fortnight_of
from portal.plan.services import write_plan
from portal.workbench.tiles import tiles_for
from tests.factories.people import person, signed_in
from tests.factories.plan import DepartmentFactory, line


def form_of(*rows: dict, initial: int = 0) -> dict:
    """Return what a browser sends of so many lines."""
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    return sent | {f"form-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_each_day_lies_in_one_period_of_two_weeks_whatever_the_year(day):
    starts_on = fortnight_of(day)
    assert starts_on.weekday() == 0
    assert 0 <= (day - starts_on).days < 14
    assert fortnight_of(starts_on) == starts_on
    assert fortnight_of(starts_on - timedelta(days=1)) == starts_on - timedelta(days=14)


@pytest.mark.usefixtures("new_county")
class TestPlan:
    def test_the_head_writes_the_director_comments_and_others_read_or_do_not(self):
        department, member, director = DepartmentFactory(), person("editor"), person("director")
        department.members.add(member)
        address = reverse("plan_fortnight", args=[department.pk, fortnight_of(timezone.localdate())])
        head = signed_in(department.head)
        row = {"text": "走访两个站点", "owner": member.pk}
        for _twice in range(2):
            assert head.post(address, form_of(row, {"text": ""})).status_code == 302
        assert (FortnightLine.objects.get().owner, Fortnight.objects.get().written_by) == (member, department.head)
        assert signed_in(member).post(address, form_of({"text": "改"})).status_code == 302
        assert signed_in(director).post(address, form_of({"text": "改"})).status_code == 302
        assert signed_in(director).post(address, {"comment": "1", "words": "先去铁柱港。"}).status_code == 302
        assert FortnightLine.objects.count() == 1
        assert "先去铁柱港" in signed_in(member).get(address).content.decode()
        assert signed_in(person("editor")).get(address).status_code == 404
        assert "先去铁柱港" in Message.objects.get(user=department.head).body
        actions = AuditEntry.objects.filter(action__startswith="plan.fortnight").values_list("action", flat=True)
        assert sorted(actions) == ["plan.fortnight_commented", "plan.fortnight_written", "plan.fortnight_written"]

    def test_what_was_not_done_is_carried_into_the_next_plan_and_results_are_noted(self):
        department = DepartmentFactory()
        this = fortnight_of(timezone.localdate())
        write_plan(department, this - timedelta(days=28), [line("写稿"), line("拍照", done=True)], department.head)
        head, address = signed_in(department.head), reverse("plan_fortnight", args=[department.pk, this])
        page = head.get(address).content.decode()
        assert 'value="写稿"' in page
        assert "拍照" not in page
        rows = ({"text": "写稿", "carried": "True"}, {"text": "开会"}, {"text": "开会"})
        assert "有两行的工作内容相同" in head.post(address, form_of(*rows, initial=1)).content.decode()
        head.post(address, form_of(*rows[:2], initial=1))
        written, meeting = FortnightLine.objects.filter(plan__starts_on=this)
        assert (written.carried, meeting.carried) == (True, False)
        done = {"id": written.pk, "text": "写稿", "done": "on", "result": "发了三篇"}
        head.post(address, form_of(done, {"id": meeting.pk, "text": "开会", "DELETE": "on"}, initial=2))
        kept = FortnightLine.objects.get(plan__starts_on=this)
        assert (kept.pk, kept.done, kept.result) == (written.pk, True, "发了三篇")

    def test_the_head_is_told_while_no_plan_is_written_and_the_director_of_all(self):
        first, second = DepartmentFactory(), DepartmentFactory()
        director = person("director")
        write_plan(second, fortnight_of(timezone.localdate()), [line("写稿")], second.head)

        def missing(user) -> int:
            return {seen.tile.name: seen for seen in tiles_for(user)}["plan_missing"].count

        assert [missing(user) for user in (first.head, second.head, director, person("editor"))] == [1, 0, 1, 0]
        shown = signed_in(director).get(reverse("plan_fortnights")).content.decode()
        assert ("还没有填写" in shown, "共 1 项，完成 0 项" in shown) == (True, True)
        assert str(first) not in signed_in(second.head).get(reverse("plan_fortnights")).content.decode()

    @pytest.mark.parametrize("day", ["2026-02-30", "x", "2026-11-24", "9999-12-27", "0001-01-01"])
    def test_only_the_beginning_of_a_period_has_a_page(self, day):
        department = DepartmentFactory()
        assert signed_in(department.head).get(reverse("plan_fortnight", args=[department.pk, day])).status_code == 404
        assert signed_in(department.head).get(reverse("plan_fortnights"), {"day": day}).status_code == 200

    def test_a_line_is_checked_like_a_task(self):
        department, director = DepartmentFactory(), person("director")
        plan = write_plan(department, fortnight_of(timezone.localdate()), [line("写稿")], department.head)
        address = reverse("plan_check_add", args=["line", plan.lines.get().pk])
        assert signed_in(director).post(address, {"words": "写了几篇？"}).status_code == 302
        assert DailyCheck.objects.get().owner == department.head
        assert "写了几篇" in signed_in(department.head).get(reverse("plan_checks")).content.decode()
