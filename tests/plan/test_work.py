"""Tasks move as the table says, by whom it says, with what shows it; who sees which; what waits for whom."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.accounts import roles
from portal.accounts.models import Message
from portal.core.models import AuditEntry
from portal.plan.models import BudgetLine, DailyCheck, Department, Phase, Task, TaskPaper
from portal.plan.services import answer_check, check_work, move_task
from portal.targets.models import Target
from portal.workbench.tiles import tiles_for
from tests.factories.people import person, signed_in
from tests.factories.plan import PAPER, DepartmentFactory, TaskFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
MOVES = {("todo", "doing"), ("todo", "done"), ("todo", "postponed"), ("doing", "done"), ("doing", "postponed")} | {
    ("postponed", "postponed"),
    ("postponed", "doing"),
    ("postponed", "done"),
    ("done", "doing"),
}


def later() -> date:
    return timezone.localdate() + timedelta(days=30)


def tile(user, name: str):
    return {seen.tile.name: seen for seen in tiles_for(user)}[name]


def test_every_move_is_allowed_or_refused_as_the_table_says():
    director, task = person("director"), TaskFactory()
    for before in Task.State.values:
        for to in Task.State.values:
            Task.objects.filter(pk=task.pk).update(state=before)
            if (before, to) in MOVES:
                moved = move_task(task.pk, to, director, reason="等材料", due_on=later())
                assert moved.state == to
                assert (moved.done_on is None) == (to != "done")
                assert moved.delay_reason == ("等材料" if to == "postponed" else "")
            else:
                with refused("transition"):
                    move_task(task.pk, to, director, reason="等材料", due_on=later())
    assert AuditEntry.objects.filter(action__in=[f"plan.task.{state}" for state in Task.State.values]).count() == len(MOVES)
    assert AuditEntry.objects.filter(action="plan.task_due").count() == 1


@pytest.mark.parametrize(("reason", "days", "code"), [("", 1, "reason"), ("等材料", None, "due_on"), ("等材料", -1, "due_on")])
def test_what_is_put_off_says_why_and_until_when(reason, days, code):
    task = TaskFactory()
    due = None if days is None else timezone.localdate() + timedelta(days=days)
    with refused(code):
        move_task(task.pk, "postponed", task.owner, reason=reason, due_on=due)
    task.refresh_from_db()
    assert task.state == "todo"


def test_a_task_is_moved_by_its_owner_its_head_and_the_director_and_seen_by_its_department():
    task, member, stranger = TaskFactory(), person("editor"), person("editor")
    task.department.members.add(member)
    for user in (member, stranger):
        with pytest.raises(ObjectDoesNotExist):
            move_task(task.pk, "doing", user)
    for user, to in ((task.owner, "doing"), (task.department.head, "done"), (person("director"), "doing")):
        assert move_task(task.pk, to, user).state == to
    address, paper = reverse("plan_task", args=[task.pk]), TaskPaper.keep(PAPER.name, PAPER.content_type, PAPER.content, task=task)
    papers = reverse("plan_task_paper", args=[paper.pk])
    statuses = [[signed_in(user).get(path).status_code for path in (address, papers)] for user in (task.owner, member, stranger)]
    assert statuses == [[200, 200], [200, 200], [404, 404]]
    assert signed_in(member).post(address, {"state": "done"}).status_code == 302
    task.refresh_from_db()
    assert task.state == "doing"
    shown = [task.name in signed_in(user).get(reverse("plan")).content.decode() for user in (task.owner, member, stranger)]
    assert shown == [True, True, False]


def test_the_form_moves_a_task_with_its_evidence_and_loses_nothing_that_was_typed():
    task, scan = TaskFactory(), BytesIO()
    Image.new("RGB", (30, 40), "white").save(scan, "JPEG")
    client, address = signed_in(task.owner), reverse("plan_task", args=[task.pk])
    typed = {"state": "postponed", "reason": "汛期不通路", "due_on": "", "link": "https://example.cn/note"}
    refused = client.post(address, typed).content.decode()
    assert "要填写新的完成期限" in refused
    assert "汛期不通路" in refused
    assert not Task.objects.exclude(link="").exists()
    upload = SimpleUploadedFile("现场.jpg", scan.getvalue(), "image/jpeg")
    assert client.post(address, {**typed, "due_on": later(), "upload": upload}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.delay_reason, task.due_on, task.link) == ("postponed", "汛期不通路", later(), "https://example.cn/note")
    assert task.papers.get().name.endswith(".jpg")
    bad = SimpleUploadedFile("run.exe", b"MZ", "application/pdf")
    assert client.post(address, {"state": "", "upload": bad}).status_code == 200
    assert TaskPaper.objects.count() == 1


def test_late_tasks_and_open_checks_wait_on_the_workbench_of_who_answers_for_them():
    Phase.objects.all().delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    task = TaskFactory(due_on=yesterday)
    TaskFactory(owner=task.owner, state="done", due_on=yesterday)
    TaskFactory(owner=task.owner, due_on=timezone.localdate())
    assert [(tile(user, "plan_late").count, tile(user, "plan_late").late) for user in (task.owner, task.department.head)] == [(1, 1)] * 2
    assert tile(person("editor"), "plan_late").count == 0
    page = signed_in(person("director")).get(reverse("plan")).content.decode()
    assert "逾期 1 项" in page
    director = person("director")
    check = check_work(task, "为什么没有动？", director)
    assert check_work(task, "为什么没有动？", director) == check
    assert tile(task.owner, "plan_checks").count == 1
    client, address = signed_in(task.owner), reverse("plan_check", args=[check.pk])
    assert signed_in(person("editor")).get(address).status_code == 404
    assert signed_in(director).post(address, {"words": "我来答"}).status_code == 302
    assert DailyCheck.objects.open().count() == 1
    assert client.post(address, {"words": "在等印章，周五办完。"}).status_code == 302
    assert tile(task.owner, "plan_checks").count == 0
    with refused("answered"):
        answer_check(check.pk, "再答", task.owner)
    assert "在等印章" in Message.objects.get(user=director).body
    assert Message.objects.filter(user=task.owner).count() == 1


def test_a_check_needs_somebody_to_answer_and_a_director_to_make_it():
    task = TaskFactory(owner=None, department=DepartmentFactory(head=None))
    address = reverse("plan_check_add", args=["task", task.pk])
    assert "没有负责人" in signed_in(person("director")).post(address, {"words": "谁管？"}).content.decode()
    assert signed_in(person("editor")).get(address).status_code == 302
    assert not DailyCheck.objects.exists()


def test_every_county_begins_with_the_phases_and_the_budget_of_the_plan_once():
    from fixtures.loaders.plan import load_plan

    phases = [(phase.name, phase.starts_on.year, phase.ends_on.year, phase.tasks.count()) for phase in Phase.objects.all()]
    assert phases == [("筹备阶段", 2020, 2020, 3), ("启动阶段", 2020, 2020, 4), ("巩固阶段", 2021, 2022, 2)]
    amounts = [int(line.planned / 10_000) for line in BudgetLine.objects.all()]
    assert (amounts, sum(amounts)) == ([10, 80, 22, 64], Target.objects.get(code="budget").total)
    assert "没有列出" in BudgetLine.objects.last().note
    Phase.objects.first().delete()
    load_plan()
    assert (Phase.objects.count(), BudgetLine.objects.count(), Department.objects.count()) == (2, 4, 0)


def test_the_auditor_stands_apart():
    auditor = signed_in(person_in(roles.AUDITOR))
    for name in ("plan", "plan_fortnights", "plan_checks", "plan_roster", "plan_budget"):
        assert auditor.get(reverse(name)).status_code == 302


def person_in(role):
    user = person("nobody")
    user.groups.add(Group.objects.get(name=role.name))
    return user
