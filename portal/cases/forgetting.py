"""How cases cease to name people: taken back, kept long enough, their person gone, a consent withdrawn (PIPL art. 15, 47)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.core import audit, consents


@dataclass(frozen=True)
class Forgetting:
    """What is done with cases of one kind, whose table has ``user``, ``personal_fields`` and ``forgotten_at``.

    Args:
        model: the table.
        consent: code of the consent that is given with a case.
        audit: the action in the audit log.
        withdraw: takes an open case back, which forgets it; called with the case and who does it.
        beside: forgets what stands beside the row; called with the case.
    """

    model: Any
    consent: str
    audit: str
    withdraw: Callable[[Any, Any], object]
    beside: Callable[[Any], object]

    def forget(self, case) -> None:
        """Empty what names the person."""
        for name in self.model.personal_fields:
            setattr(case, name, "")
        case.forgotten_at = timezone.now()
        case.save(update_fields=["forgotten_at", *self.model.personal_fields])
        self.beside(case)
        consents.withdraw(case.user, self.consent, subject=case)
        audit.record(self.audit, case)

    def end(self, case, user) -> None:
        """Take a case back, or forget who sent it where it has ended."""
        if case.is_open:
            self.withdraw(case, user)
        else:
            self.forget(case)

    def old(self, days: int) -> None:
        """Forget who sent the cases that ended so many days ago."""
        before = timezone.now() - timedelta(days=days)
        for case in self.model.objects.filter(closed_at__lt=before, forgotten_at=None):
            with transaction.atomic():
                self.forget(case)

    def person(self, cases: QuerySet, _owner: str, user) -> None:
        """End and forget the cases of a person who leaves; called by the erasure of personal data."""
        for case in cases.filter(forgotten_at=None):
            self.end(case, user)
        cases.update(user=None)

    @transaction.atomic
    def consent_withdrawn(self, consent: consents.Consent) -> None:
        """End and forget the case that a consent was about."""
        case = self.model.objects.filter(pk=consent.object_id, forgotten_at=None).select_for_update(of=("self",)).first()
        if case is not None:
            self.end(case, consent.person)
