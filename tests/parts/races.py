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
    races = (last_place, two_clicks, closed_meanwhile, two_reviewers, two_claims)
    json.dump({each.__name__: each() for each in races}, sys.stdout)


if __name__ == "__main__":
    main()
