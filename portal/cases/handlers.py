"""Who hears of a case among staff: of a new one all who handle its kind, of a late one who is in charge, once for each time limit."""

from collections.abc import Iterable
from typing import cast

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.kinds import C, CaseKind
from portal.cases.models import Case, CaseQuerySet
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


def tell_of_new(kind: CaseKind, case: Case) -> None:
    """Tell all who handle a kind that a case has come."""
    for person in User.objects.who_may(kind.permission):
        notice(person, "cases/received", case, url=_url(kind, case), kind=case._meta.verbose_name, until=minute_text(case.due_at))


def tell_of_late() -> None:
    """Tell who is in charge of cases whose time is over, once for each time limit; the scheduler calls it once a day."""
    for kind in _watched.values():
        late = cast("CaseQuerySet", kind.cases).late()
        for pk in list(late.values_list("pk", flat=True)):
            with transaction.atomic():
                case = late.select_for_update(of=("self",)).filter(pk=pk).first()
                if case is not None:
                    _tell_once(kind, case)


def _tell_once(kind: CaseKind, case: Case) -> None:
    since = case.late_since
    if since is None or (case.told_late_for is not None and case.told_late_for >= since):
        return
    people = list(in_charge(kind, case))
    if not people:
        return
    case.told_late_for = since
    case.save(update_fields=["told_late_for"])
    for person in people:
        notice(person, "cases/late", case, url=_url(kind, case), kind=case._meta.verbose_name, since=minute_text(since))


def _url(kind: CaseKind, case: Case) -> str:
    return reverse(kind.url_name, args=[case.pk])
