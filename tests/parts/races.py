"""Two people at once, each with a connection of their own; run as a program on a portal with the demo county, prints what happened as JSON.

Each race starts both at a barrier. Its outcome is, for each of the two, ``done`` or the words in which they were refused.
"""

import json
import sys
import threading
from collections.abc import Callable


def race(*deeds: Callable[[], object]) -> list[str]:
    """Do things at the same moment; return what became of each, in a fixed order of outcomes."""
    from django.core.exceptions import ValidationError
    from django.db import connection

    from portal.moderation.decisions import AlreadyDecidedError

    barrier, outcomes = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            connection.ensure_connection()
            barrier.wait(30)
            deed()
            outcomes.append("done")
        except ValidationError as error:
            outcomes.append(error.messages[0])
        except AlreadyDecidedError as error:
            outcomes.append(f"told: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def last_place() -> dict:
    """Two people take the last practice place."""
    from portal.enrolment.services import take
    from portal.talent.models import PracticePlace
    from tests.factories.people import UserFactory
    from tests.factories.talent import practice_offer

    offer, people = practice_offer(quota=1), [UserFactory(), UserFactory()]
    outcomes = race(*(lambda user=user: take(offer, user, name="王一", phone="13800138001") for user in people))
    return {"outcomes": outcomes, "places": PracticePlace.objects.filter(offer=offer).count()}


def waiting_list() -> dict:
    """Two people come for the last place of a session, then both who hold places give them back while others wait."""
    from portal.enrolment.services import give_back, take
    from portal.training.models import Enrolment
    from tests.factories.people import UserFactory
    from tests.factories.training import SessionFactory

    session, people = SessionFactory(quota=1), [UserFactory() for _person in range(2)]
    came = race(*(lambda user=user: take(session, user, name="王一", phone="13800138001") for user in people))
    standing = Enrolment.objects.filter(offer=session).standing()
    states = sorted(standing.values_list("state", flat=True))
    # One more place for who waits; then two more people wait.
    type(session).objects.filter(pk=session.pk).update(quota=2)
    late = [UserFactory() for _person in range(3)]
    for user in late:
        session.refresh_from_db()
        take(session, user, name="王二", phone="13800138002")
    holders = list(standing.holding().select_related("user"))
    gave = race(*(lambda row=row: give_back(row, row.user) for row in holders))
    rows = standing.with_position().in_order()
    return {
        "came": came,
        "states": states,
        "gave": gave,
        "moved_up": [row.user_id == user.pk for row, user in zip(rows.offered().order_by("pk"), late, strict=False)],
        "waits": list(rows.waiting().values_list("position", flat=True)),
    }


def numbers() -> dict:
    """Many people get numbers of one series at once, every third of them for a case that is not kept."""
    from django.db import transaction

    from portal.cases.numbers import NumberSeries

    series, given = NumberSeries("SJ"), []

    def file_case(kept: bool) -> None:
        with transaction.atomic():
            number = series.next()
            transaction.set_rollback(not kept)
        if kept:
            given.append(number)

    outcomes = race(*(lambda kept=kept: file_case(kept) for kept in (True, True, False) * 8))
    return {"outcomes": sorted(set(outcomes)), "given": sorted(int(number[-4:]) for number in given)}


def cases() -> dict:
    """Two people report at once: each has a number of their own."""
    from portal.moderation.models import Report
    from portal.moderation.reports import file_report

    report = {"url": "/news/", "problem": "stale", "text": "电话打不通。", "contact": "", "address": "10.0.0.1"}
    filed = race(lambda: file_report(**report), lambda: file_report(**report))
    numbers = list(Report.objects.values_list("number", flat=True))
    return {"filed": filed, "numbers": len(set(numbers)), "reports": len(numbers)}


def schedulers() -> dict:
    """Two schedulers find all jobs due; then two find one task whose worker is gone."""
    from django.db.models.functions import Now
    from django_tasks_db.models import DBTaskResult

    from portal.ops import schedule
    from portal.ops.models import ScheduledJob
    from portal.ops.recovery import recover_lost_tasks
    from portal.ops.scheduling import enqueue_due
    from portal.ops.tasks import run_scheduled

    DBTaskResult.objects.all().delete()
    ScheduledJob.objects.all().delete()
    enqueued = race(enqueue_due, enqueue_due)
    queue = DBTaskResult.objects.filter(task_path=run_scheduled.module_path)
    jobs = queue.count() == len(schedule.scheduled_jobs()) == ScheduledJob.objects.exclude(task_id=None).count()
    queue.update(status="RUNNING", started_at=Now(), worker_ids=["gone"])
    recovered = race(recover_lost_tasks, recover_lost_tasks)
    states = sorted(set(queue.values_list("status", flat=True)))
    return {"enqueued": enqueued, "once": jobs, "recovered": recovered, "states": states}


def two_clicks() -> dict:
    """One person applies for one job twice."""
    from portal.talent.models import Application
    from portal.talent.services.applications import apply
    from tests.factories.talent import member, open_job, seeker

    job, person = open_job(member()[1]), seeker()
    outcomes = race(lambda: apply(job, person), lambda: apply(job, person))
    return {"outcomes": outcomes, "applications": Application.objects.filter(job=job).count()}


def closed_meanwhile() -> dict:
    """An employer ends a post while somebody applies for it."""
    from portal.talent.models import Application, Job
    from portal.talent.services.applications import apply
    from portal.talent.services.jobs import end_job
    from tests.factories.people import UserFactory
    from tests.factories.talent import member, open_job, resume_of

    employer, enterprise = member()
    job, person = open_job(enterprise, poster=employer), UserFactory()
    resume_of(person)
    outcomes = race(lambda: apply(job, person), lambda: end_job(job, employer, "closed"))
    return {
        "outcomes": outcomes,
        "applications": Application.objects.filter(job=job).count(),
        "state": Job.objects.get(pk=job.pk).state,
    }


def two_reviewers() -> dict:
    """Two reviewers decide on one text, one for it and one against."""
    from portal.moderation.decisions import make_decision
    from portal.moderation.models import Decision
    from portal.moderation.screenings import screen_step_now
    from portal.talent.models import Job
    from portal.talent.services.jobs import post_job
    from tests.factories.people import person
    from tests.factories.talent import job_values, member

    author, enterprise = member()
    job = post_job(Job(**job_values(enterprise)), author)
    # What the worker would do.
    screen_step_now(Job.objects.get(pk=job.pk).current_workflow_task_state.pk)
    state = Job.objects.get(pk=job.pk).current_workflow_task_state
    first, second = person("reviewer"), person("reviewer")
    outcomes = race(
        lambda: make_decision(state, first, "approve"),
        lambda: make_decision(state, second, "reject", clause="JOB-1", comment="请补充报酬说明。"),
    )
    return {"outcomes": outcomes, "decisions": Decision.objects.about(job).filter(by__in=[first, second]).count()}


def two_claims() -> dict:
    """Staff verify two claims of one enterprise."""
    from portal.enterprises.models import Membership, VerificationRequest
    from portal.enterprises.services.verification import verify
    from tests.factories.enterprises import EnterpriseFactory
    from tests.factories.people import UserFactory, person

    enterprise, staff = EnterpriseFactory(), person("superuser")
    values = {"kind": "claim", "enterprise": enterprise, "name": enterprise.name, "enterprise_kind": enterprise.kind, "exempt": True}
    claims = [VerificationRequest.objects.create(applicant=UserFactory(), **values) for _claim in range(2)]
    outcomes = race(*(lambda claim=claim: verify(claim, staff) for claim in claims))
    owners = Membership.objects.filter(organisation=enterprise, role=Membership.Role.OWNER, left_at=None).count()
    return {"outcomes": outcomes, "owners": owners}


def main() -> None:
    """Run every race and print the outcomes by name."""
    import django

    django.setup()
    races = (last_place, waiting_list, numbers, cases, schedulers, two_clicks, closed_meanwhile, two_reviewers, two_claims)
    json.dump({each.__name__: each() for each in races}, sys.stdout)


if __name__ == "__main__":
    main()
