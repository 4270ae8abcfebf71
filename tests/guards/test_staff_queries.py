"""Lists of staff ask the database as often for twenty rows as for one. ``pytest -s`` prints what was measured."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from portal.core import audit
from portal.links.models import LinkCheck
from portal.moderation.models import Screening
from portal.places.models import Town
from portal.plan.models import Duty, fortnight_of
from portal.plan.services import check_work, write_plan
from portal.records.models import StationVisit
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import match
from tests.factories.catalogues import StationFactory
from tests.factories.complaints import solved
from tests.factories.consultation import answered, consulted
from tests.factories.enterprises import EnterpriseFactory, RequestFactory
from tests.factories.every_kind import RECORDS
from tests.factories.membership import active, invited, used
from tests.factories.moderation import report, takedown
from tests.factories.opinions import adopted
from tests.factories.people import person
from tests.factories.plan import BudgetUseFactory, TaskFactory, line
from tests.factories.records import ServiceRecordFactory
from tests.factories.service_requests import acted
from tests.factories.settlement import settled, settled_firm, to_file, years_ago
from tests.guards.test_queries import _grow, warm_queries
from tests.moderation.steps import DOUBTFUL, step_of, submitted

pytestmark = pytest.mark.usefixtures("new_county")
ROWS = 20
# What every screen of the back office costs: session, person, rights, menu, site.
MOST = 30


def _waiting(number: int) -> None:
    """Let something wait for a reviewer, with copies of it that differ in what must not be the same twice."""
    step = step_of(submitted("enterprise", DOUBTFUL))
    screening = Screening.objects.filter(revision=step.revision).first()
    for other in range(1, number):
        revision, state = Revision.objects.get(pk=step.revision_id), WorkflowState.objects.get(pk=step.workflow_state_id)
        copy, verdict = TaskState.objects.get(pk=step.pk), Screening.objects.get(pk=screening.pk)
        key = str(10_000 + other)
        revision.pk, revision.object_id = None, key
        state.pk, state.object_id, state.current_task_state = None, key, None
        Revision.objects.bulk_create([revision])
        WorkflowState.objects.bulk_create([state])
        copy.pk = copy.id = None
        copy.revision, copy.workflow_state, copy.started_at = revision, state, step.started_at + timedelta(seconds=other)
        TaskState.objects.bulk_create([copy])
        WorkflowState.objects.filter(pk=state.pk).update(current_task_state=copy)
        verdict.pk, verdict.revision, verdict.task_state = None, revision, copy
        Screening.objects.bulk_create([verdict])


def _reports(number: int) -> None:
    owner = person("reviewer")
    for _row in range(number):
        report(owner=owner)


def _papers(number: int) -> None:
    clerk = person("reviewer")
    for row in range(number):
        RequestFactory(state="submitted" if row % 2 else "refused", decided_by=None if row % 2 else clerk)
    RequestFactory()


def _takedowns(number: int) -> None:
    thing, by = RECORDS["station"](), person("reviewer")
    for _row in range(number):
        takedown(thing, by=by)


def _audit(number: int) -> None:
    actor = person("reviewer")
    for _row in range(number):
        audit.record("moderation.restore", actor, actor=actor)


def _jobs(number: int) -> None:
    sample = RECORDS["job"]()
    _grow(sample, range(number - 1))


def _links(number: int) -> None:
    rows = (
        LinkCheck(url=f"https://shop{row}.example/{number}", state="dead", hidden=True, checked_at=timezone.now()) for row in range(number)
    )
    LinkCheck.objects.bulk_create(rows)


def _services(number: int) -> None:
    town, day = Town.objects.first(), timezone.localdate()
    for _row in range(number):
        record = ServiceRecordFactory(station=StationFactory(town=town), enterprise=EnterpriseFactory(town=town))
        StationVisit.objects.create(station=record.station, planned_on=day, purpose="摸排", staff=record.staff, record=record)


def _requests(number: int) -> None:
    for _row in range(number):
        acting, _code = acted(address=f"192.0.2.{ServiceRequest.objects.count()}")
        match(acting.request, RECORDS["provider"](), "已对接。", person("director"))


def _consultations(number: int) -> None:
    clerk = person("director")
    for row in range(number):
        answered(clerk, address=f"192.0.2.{row}")


def _cases(number: int) -> None:
    for row in range(number):
        consulted(address=f"192.0.3.{row}")
        report(owner=person("reviewer"), state="upheld" if row % 2 else "received", closed_at=timezone.now() if row % 2 else None)


def _opinions(number: int) -> None:
    clerk = person("director")
    for row in range(number):
        adopted(clerk, address=f"192.0.2.{row}")


def _complaints(number: int) -> None:
    clerk = person("director")
    for row in range(number):
        solved(clerk, address=f"192.0.2.{row}")


def _members(number: int) -> None:
    for _row in range(number):
        used(active())
        invited()


def _applications(number: int) -> None:
    clerk = person("director")
    for _row in range(number):
        to_file(staff=clerk)


def _agreements(number: int) -> None:
    for _row in range(number):
        settled_firm(starts_on=years_ago(1))
        settled()


def _tasks(number: int) -> None:
    for row in range(number):
        task = TaskFactory(due_on=timezone.localdate() - timedelta(days=row % 2))
        check_work(task, "进度如何？", task.owner)
        plan = write_plan(task.department, fortnight_of(timezone.localdate()), [line("写稿")], task.department.head)
        check_work(plan.lines.get(), "写了几篇？", task.owner)


def _duties(number: int) -> None:
    for _row in range(number):
        Duty.objects.create(day=timezone.localdate(), staff=person("editor"), phone="0715-1234567")


def _spent(number: int) -> None:
    for _row in range(number):
        BudgetUseFactory(entered_by=person("editor"))


def _nothing(number: int) -> None:
    """What is listed stands in the code."""


# Address → how its rows are made.
LISTS = {
    "moderation_queue": _waiting,
    "moderation_reports": _reports,
    "moderation_takedowns": _takedowns,
    "moderation_audit": _audit,
    "enterprise_requests": _papers,
    "wagtailsnippets_talent_job:list": _jobs,
    "link_checks": _links,
    "service_records:index": _services,
    "station_visits:index": _services,
    "station_coverage": _services,
    "service_requests": _requests,
    "consultations": _consultations,
    **dict.fromkeys(("cases_home", "cases_list", "cases_team", "cases_workload", "cases_rates"), _cases),
    "complaints": _complaints,
    "opinions": _opinions,
    **dict.fromkeys(("memberships", "membership_applications", "membership_invitations"), _members),
    "settlement_applications": _applications,
    "settlement_agreements": _agreements,
    "plan": _tasks,
    "plan_fortnights": _tasks,
    "plan_checks": _tasks,
    "plan_roster": _duties,
    "duties:index": _duties,
    "plan_budget": _spent,
    "budget_uses:index": _spent,
    "spreadsheets": _nothing,
}


def _asked(client, name: str) -> list[str]:
    ContentType.objects.clear_cache()
    return warm_queries(client, reverse(name))


@pytest.mark.parametrize("name", LISTS)
def test_twenty_rows_ask_no_more_than_one(client, name):
    client.force_login(person("superuser"))
    LISTS[name](1)
    few = _asked(client, name)
    LISTS[name](ROWS)
    many = _asked(client, name)
    print(f"\n{name}: {len(few)} for one row, {len(many)} for {ROWS} more")  # noqa: T201 - asked for with -s
    assert len(many) <= len(few), "\n".join(many)
    assert len(many) <= MOST
