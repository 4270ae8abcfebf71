"""What is done with tasks, two-week plans and checks (R-PLAN-1, R-PLAN-2). Every deed stands in the audit log."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable, TransitionError
from portal.plan.models import DailyCheck, Department, Fortnight, FortnightLine, Task, TaskPaper

State = Task.State
TASKS = Lifecycle(
    Task,
    StateTable(
        {
            State.NOT_STARTED: {State.DOING, State.DONE, State.POSTPONED},
            State.DOING: {State.DONE, State.POSTPONED},
            # Put off once more, or taken up.
            State.POSTPONED: {State.POSTPONED, State.DOING, State.DONE},
            # Done by mistake.
            State.DONE: {State.DOING},
        }
    ),
    prefix="plan.task",
    reasoned={State.POSTPONED},
)


@transaction.atomic
def move_task(pk: int, to: str, actor, *, reason: str = "", due_on: date | None = None) -> Task:
    """Move a task.

    Args:
        pk: its key.
        to: the state it gets.
        actor: who moves it.
        reason: why it is postponed.
        due_on: the day by which a postponed task is to be done now.

    Raises:
        ObjectDoesNotExist: the actor may not move it.
        TransitionError: the table does not allow it, a reason or the new day is missing, or the day has gone.
    """
    before = TASKS.locked(pk, Task.objects.filter(pk__in=Task.objects.moved_by(actor).values("pk")))
    changes: dict = {"done_on": timezone.localdate() if to == State.DONE else None, "delay_reason": ""}
    if to == State.POSTPONED:
        if due_on is None or due_on < timezone.localdate():
            raise TransitionError(_("推迟的任务要填写新的完成期限，不能早于今天。"), code="due_on")
        changes = {**changes, "delay_reason": reason, "due_on": due_on}
    task = TASKS.move(pk, to, actor=actor, reason=reason, **changes)
    if task.due_on != before.due_on:
        audit.record("plan.task_due", task, actor=actor, before={"due_on": before.due_on}, after={"due_on": task.due_on}, reason=reason)
    return task


@transaction.atomic
def keep_evidence(task: Task, actor, *, link: str = "", file=None) -> None:
    """Keep what shows how far a task is: where it can be read, or a paper past the gate; nothing leaves what stood."""
    if link and link != task.link:
        Task.objects.filter(pk=task.pk).update(link=link)
    elif not file:
        return
    if file:
        TaskPaper.keep(file.name or "", file.content_type, file.content, task=task)
    after = {"link": link, "file": file.name if file else ""}
    audit.record("plan.task_evidence", task, actor=actor, before={"link": task.link}, after=after)


def may_write(user, department: Department) -> bool:
    """Return whether somebody writes a department's two-week plan: who leads it."""
    return department.head_id == user.pk


def undone_before(department: Department, starts_on: date) -> list[FortnightLine]:
    """Return what the last plan before a day has left undone, to be carried into the next one."""
    last = Fortnight.objects.filter(department=department, starts_on__lt=starts_on).order_by("-starts_on").first()
    return list(last.lines.filter(done=False).select_related("owner")) if last else []


@transaction.atomic
def write_plan(department: Department, starts_on: date, rows: Iterable[dict], actor) -> Fortnight:
    """Write the plan of a department for two weeks, or write it anew.

    Args:
        department: whose plan.
        starts_on: the Monday with which the two weeks begin.
        rows: the lines: ``text``, ``owner``, ``done``, ``result``; ``id`` of one that stands, ``DELETE`` of one that goes. A text stands
            once in a plan, so that a form which is sent twice makes no line twice.
        actor: who writes.

    Raises:
        ValidationError: the actor does not lead the department, or somebody else has written one of these lines meanwhile.
    """
    if not may_write(actor, department):
        raise ValidationError(_("双周计划由部门负责人填写。"), code="head")
    Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    told = {"written_by": actor, "written_at": timezone.now()}
    plan, _created = Fortnight.objects.update_or_create(department=department, starts_on=starts_on, defaults=told)
    before = list(plan.lines.values("text", "done", "result"))
    for row in rows:
        standing = plan.lines.filter(pk=row["id"]) if row.get("id") else plan.lines.filter(text=row["text"])
        if row.get("DELETE"):
            standing.delete()
            continue
        facts = {name: row[name] for name in ("text", "owner", "done", "result")}
        if row.get("id") and plan.lines.filter(text=row["text"]).exclude(pk=row["id"]).exists():
            raise ValidationError(_("“%(text)s”已经在计划里了，请刷新后再改。"), params={"text": row["text"]}, code="twice")
        if not standing.update(**facts):
            plan.lines.create(**facts, carried=row.get("carried", False))
    after = list(plan.lines.values("text", "done", "result"))
    audit.record("plan.fortnight_written", plan, actor=actor, before={"lines": before}, after={"lines": after})
    return plan


@transaction.atomic
def comment_on(plan: Fortnight, comment: str, actor) -> None:
    """Write the director's comment on a plan, and tell who leads the department."""
    before, plan.comment, plan.commented_by = plan.comment, comment, actor
    if before == comment:
        return
    plan.save(update_fields=["comment", "commented_by"])
    audit.record("plan.fortnight_commented", plan, actor=actor, before={"comment": before}, after={"comment": comment})
    notice(plan.department.head, "plan/commented", plan, url=plan_url(plan), comment=comment)


def plan_url(plan: Fortnight) -> str:
    """Return where a two-week plan is read."""
    return reverse("plan_fortnight", args=[plan.department_id, plan.starts_on])


@transaction.atomic
def check_work(about: Task | FortnightLine, found: str, actor) -> DailyCheck:
    """Note what was found about a task or a line today, and ask who answers for it; the same words of a day are noted once.

    Raises:
        ValidationError: nobody answers for it.
    """
    owner = about.answers_for()
    if owner is None:
        raise ValidationError(_("这一项没有负责人，请先指定负责人再督办。"), code="owner")
    subject = {"task" if isinstance(about, Task) else "line": about}
    check, is_new = DailyCheck.objects.get_or_create(
        **subject, day=timezone.localdate(), found=found, defaults={"checked_by": actor, "owner": owner}
    )
    if is_new:
        audit.record("plan.checked", check, actor=actor, after={"found": found, "owner": str(owner)})
        notice(owner, "plan/checked", check, url=reverse("plan_check", args=[check.pk]), found=found)
    return check


@transaction.atomic
def answer_check(pk: int, answer: str, actor) -> DailyCheck:
    """Answer a check, and tell who made it.

    Raises:
        ObjectDoesNotExist: it is not the actor's to answer.
        TransitionError: it has been answered.
    """
    check = DailyCheck.objects.select_for_update(of=("self",)).get(pk=pk, owner=actor)
    if check.answered_at:
        raise TransitionError(_("这条督办已经反馈过。"), code="answered")
    check.answer, check.answered_at = answer, timezone.now()
    check.save(update_fields=["answer", "answered_at"])
    audit.record("plan.check_answered", check, actor=actor, after={"answer": answer})
    notice(check.checked_by, "plan/answered", check, url=reverse("plan_check", args=[check.pk]), answer=answer)
    return check
