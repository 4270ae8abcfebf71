"""Who hears of a case among staff: of a new one all who handle its kind, of a late one who is in charge, once for each time limit."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.kinds import C, CaseKind
from portal.cases.limits import county_calendar
from portal.cases.models import Case, CaseQuerySet
from portal.core.encryption import EncryptedTextField
from portal.core.moments import minute_text

_watched: dict[str, CaseKind] = {}


def watch(kind: CaseKind) -> None:
    """Have staff told of late cases of a kind; called from an app's ``ready``, so asking twice changes nothing."""
    _watched[kind.code] = kind


def watched_kinds() -> list[CaseKind]:
    """Return the kinds of cases that this project has, in the order of their codes."""
    return [_watched[code] for code in sorted(_watched)]


def in_charge(kind: CaseKind[C], case: C) -> Iterable[User]:
    """Return the owner of a case, or all who handle its kind where it has none who still does."""
    owner = case.owner
    if owner is not None and owner.is_active and owner.has_perm(kind.permission):
        return [owner]
    return User.objects.who_may(kind.permission)


def tell_in_charge(kind: CaseKind, case: Case, name: str, text: str) -> None:
    """Tell who is in charge of a case of something new, by the notice of this name."""
    for person in in_charge(kind, case):
        notice(person, name, case, url=_url(kind, case), text=text)


def tell_of_new(kind: CaseKind, case: Case) -> None:
    """Tell all who handle a kind that a case has come."""
    for person in User.objects.who_may(kind.permission):
        notice(person, "cases/received", case, url=_url(kind, case), kind=case._meta.verbose_name, until=minute_text(case.due_at))


def warn() -> None:
    """Warn who is in charge of cases of which 50 and 80 per cent of the time have passed; the scheduler calls it every hour.

    Nobody is warned outside the office hours (setting ``CASE_OFFICE_HOURS``) or on a free day: what passes then is told the next morning.
    """
    now = timezone.localtime()
    first, last = settings.CASE_OFFICE_HOURS
    if not (first <= now.hour < last and county_calendar().works(now.date())):
        return
    for kind in _watched.values():
        rows = cast("CaseQuerySet", kind.cases).still_open().filter(due_at__gt=now, warned_percent__lt=max(settings.CASE_WARNING_PERCENTS))
        for case in rows.exclude(due_from=None).only("pk", "due_from", "due_at", "warned_percent", "state"):
            level = _level(case, now)
            if level > case.warned_percent:
                with transaction.atomic():
                    _warn_once(kind, case.pk, now)


def _level(case: Case, now: datetime) -> int:
    """Return the highest warning that is reached."""
    whole = (case.due_at - case.due_from).total_seconds() if case.due_from else 0
    passed = 100 * (now - case.due_from).total_seconds() / whole if whole > 0 and case.due_from else 0
    return max((level for level in settings.CASE_WARNING_PERCENTS if passed >= level), default=0)


def _warn_once(kind: CaseKind, pk: int, now: datetime) -> None:
    case = kind.cases.select_for_update(of=("self",)).filter(pk=pk).first()
    level = _level(case, now) if case is not None and case.is_open else 0
    if case is None or level <= case.warned_percent:
        return
    case.warned_percent = level
    case.save(update_fields=["warned_percent"])
    for person in in_charge(kind, case):
        said = {"kind": case._meta.verbose_name, "percent": level, "until": minute_text(case.due_at)}
        notice(person, "cases/warning", case, url=_url(kind, case), **said)


def tell_of_late() -> None:
    """Tell who is in charge of cases whose time is over, and whom the kind names, once a time limit; the scheduler calls it every hour."""
    for kind in _watched.values():
        late = cast("CaseQuerySet", kind.cases).late()
        # What has been told costs no statement any more, and nothing is decrypted for it.
        secret = [field.name for field in kind.model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
        for pk in [case.pk for case in late.defer(*secret) if not _is_told(case)]:
            with transaction.atomic():
                case = late.select_for_update(of=("self",)).filter(pk=pk).first()
                if case is not None:
                    _tell_once(kind, case)


def _is_told(case: Case) -> bool:
    since = case.late_since
    return since is None or (case.told_late_for is not None and case.told_late_for >= since)


def _tell_once(kind: CaseKind, case: Case) -> None:
    since = case.late_since
    if since is None or _is_told(case):
        return
    people = {person.pk: person for person in (*in_charge(kind, case), *kind.told_of_late(None))}
    if not people:
        return
    case.told_late_for = since
    case.save(update_fields=["told_late_for"])
    for person in people.values():
        notice(person, "cases/late", case, url=_url(kind, case), kind=case._meta.verbose_name, since=minute_text(since))


def _url(kind: CaseKind, case: Case) -> str:
    return reverse(kind.url_name, args=[case.pk])
