"""Open cases follow the table of working days when it changes."""

from typing import cast

from django.db import transaction

from portal.cases.handlers import watched_kinds
from portal.cases.kinds import CaseKind
from portal.cases.limits import clock_of, county_calendar
from portal.cases.models import Case, CaseQuerySet
from portal.cases.working_days import Calendar, WorkingDays
from portal.core import audit
from portal.core.moments import minute_text


def days_changed(**_signal) -> None:
    """Have open cases counted again once the change is kept, once for many days; a receiver."""
    waiting = [entry[1] for entry in transaction.get_connection().run_on_commit]
    if recount not in waiting:
        transaction.on_commit(recount)


def recount() -> None:
    """Count the due times of open cases again whose limit is in working days; the reason kept with them says the new days."""
    calendar = county_calendar()
    for kind in watched_kinds():
        counted = [state for state in kind.model.open_states if isinstance(clock_of(kind, state), WorkingDays)]
        rows = cast("CaseQuerySet", kind.cases).filter(state__in=counted).exclude(due_from=None).exclude(due_number=None)
        for case in rows.only(*kind.model.limit_fields):
            _count_again(kind, case, calendar)


@transaction.atomic
def _count_again(kind: CaseKind, case: Case, calendar: Calendar) -> None:
    deadline = WorkingDays(case.due_number or 0, calendar).deadline(case.due_from)  # type: ignore[arg-type]
    if kind.step_in(case.state) is None:
        deadline = case.bounded(deadline, case.due_from)  # type: ignore[arg-type]
    if deadline.at == case.due_at:
        return
    # Not if it was taken up again meanwhile, with a limit of its own.
    same = cast("CaseQuerySet", kind.cases).still_open().filter(pk=case.pk, due_from=case.due_from, due_at=case.due_at)
    if same.update(due_at=deadline.at, due_why=deadline.why):
        before, after = {"due_at": minute_text(case.due_at)}, {"due_at": minute_text(deadline.at)}
        audit.record("cases.recounted", case, before=before, after=after)
