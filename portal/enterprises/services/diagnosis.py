"""Handing a diagnosis to its enterprise."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.transitions import TransitionError
from portal.enterprises.models import Diagnosis, Membership, Standard


@transaction.atomic
def issue(diagnosis: Diagnosis, actor) -> None:
    """Hand a report to the enterprise and tell all its members; what is issued is not changed any more.

    Raises:
        TransitionError: it has been issued, or a standard is missing.
    """
    locked = Diagnosis.objects.select_for_update().get(pk=diagnosis.pk)
    if locked.issued_at:
        raise TransitionError(_("这份诊断已经出具。"), code="issued")
    found = set(locked.findings.values_list("standard", flat=True))
    missing = [str(standard.label) for standard in Standard if standard not in found]
    if missing:
        raise TransitionError(_("还缺这些标准的结论：%(missing)s。") % {"missing": "、".join(missing)}, code="missing")
    locked.issued_at = timezone.now()
    locked.save(update_fields=["issued_at"])
    audit.record("enterprises.diagnosis.issued", locked, actor=actor)
    for membership in Membership.objects.current().filter(organisation=locked.enterprise).select_related("user"):
        notice(membership.user, "enterprises/diagnosis_issued", locked)
