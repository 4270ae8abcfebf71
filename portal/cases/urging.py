"""Staff urge whoever has to get on with a case; who did, when, and what was answered stays with it (督促)."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.handlers import in_charge
from portal.cases.kinds import C, CaseKind
from portal.core import audit
from portal.core.transitions import TransitionError


@transaction.atomic
def urge(kind: CaseKind[C], case: C, user: User, *, whom: str, text: str) -> C:
    """Note that somebody was urged, and tell who is in charge of the case.

    Args:
        kind: a kind whose log is related as ``urgings``.
        case: an open case.
        user: who urges.
        whom: department or person, in words.
        text: what was said.

    Raises:
        TransitionError: ``ended``: nothing is owed any more.
    """
    locked: Any = kind.lifecycle.locked(case.pk)
    if not locked.is_open:
        raise TransitionError(_("已经办结，不用再督促。"), code="ended")
    locked.urgings.create(by=user, whom=whom.strip(), text=locked.unnamed(text.strip()))
    audit.record(f"{kind.audit}.urged", locked, actor=user)
    for person in in_charge(kind, locked):
        if person != user:
            said = {"kind": locked._meta.verbose_name, "whom": whom.strip(), "text": text.strip()}
            notice(person, "cases/urged", locked, url=reverse(kind.url_name, args=[locked.pk]), **said)
    return locked


@transaction.atomic
def answer_urging(kind: CaseKind[C], case: C, user: User, *, urging: int, answer: str) -> None:
    """Note what was answered to an urging, once.

    Args:
        user: who notes it.
        urging: key of the entry.
        answer: what was answered.

    Raises:
        TransitionError: ``answered``: there is no such entry of this case, or it has its answer.
    """
    locked: Any = kind.lifecycle.locked(case.pk)
    said = {"answer": locked.unnamed(answer.strip()), "answered_by": user, "answered_at": timezone.now()}
    if not locked.urgings.filter(pk=urging, answered_at=None).update(**said):
        raise TransitionError(_("没有这条督促，或者已经登记过回复。"), code="answered")
    audit.record(f"{kind.audit}.urging_answered", locked, actor=user)
