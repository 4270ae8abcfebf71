"""Drawing participants by chance and noting what they said on the phone, for inspections (peers.md, feature 8)."""

import secrets
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import audit, consents
from portal.core.access_log import log_views
from portal.core.transitions import TransitionError
from portal.training.models import Call, Enrolment, Sample

_SEED_BYTES = 16


def may_draw(user) -> bool:
    """Return whether a member of staff draws samples."""
    return user.has_perm("training.add_sample")


def may_call(user) -> bool:
    """Return whether a member of staff sees the phones of a sample and notes the calls."""
    return user.has_perm("training.change_sample")


def reachable() -> Any:
    """Return the places of people who came, whose phone is kept, and whose consent is to a text that says they may be called."""
    agreed = consents.standing(Enrolment.purpose, Enrolment._meta.label_lower, version=Enrolment.calls_since_version)
    places: Any = Enrolment.objects
    return places.came().filter(agreed, forgotten_at=None)


@transaction.atomic
def draw(first_day: date, last_day: date, size: int, *, actor) -> Sample:
    """Draw places of sessions that ended in a period, with a seed that nobody chooses.

    Args:
        first_day, last_day: of the period.
        size: how many; all of them where there are fewer.
        actor: who draws.

    Raises:
        TransitionError: ``stranger``: the user draws none; ``nobody``: nobody may be called about the period.
    """
    if not may_draw(actor):
        raise TransitionError(_("您不能抽取电话抽查名单。"), code="stranger")
    keys = sorted(reachable().filter(offer__ends_on__range=(first_day, last_day)).values_list("pk", flat=True))
    if not keys:
        raise TransitionError(_("这段时间没有可以抽查的学员。"), code="nobody")
    sample = Sample.objects.create(
        first_day=first_day,
        last_day=last_day,
        size=min(size, len(keys)),
        seed=secrets.token_hex(_SEED_BYTES),
        population=keys,
        population_size=len(keys),
        drawn_by=actor,
    )
    Call.objects.bulk_create(Call(sample=sample, order=order, enrolment_id=key) for order, key in enumerate(sample.chosen(), start=1))
    audit.record("training.sampled", sample, actor=actor, after={"seed": sample.seed, "size": sample.size, "population": len(keys)})
    return sample


@transaction.atomic
def calls_of(sample: Sample, viewer) -> list[Call]:
    """Return the calls of a sample with the places of those who may still be called, each look noted; others come without a place.

    Raises:
        TransitionError: ``stranger``: the user may not see phones.
    """
    if not may_call(viewer):
        raise TransitionError(_("您不能查看这份名单。"), code="stranger")
    rows = list(sample.calls.order_by("order"))
    places = {row.pk: row for row in reachable().filter(calls__sample=sample).select_related("user", "offer")}
    for row in rows:
        row.place = places.get(row.enrolment_id)
    log_views(viewer, ((row.place.user, "phone", row.place, str(sample)) for row in rows if row.place))
    return rows


@transaction.atomic
def note_call(call: Call, result: str, *, came: bool | None = None, satisfied: int | None = None, note: str = "", actor) -> None:
    """Note what came of a call; a later call overwrites it. What was not said because nobody was reached is not kept.

    Raises:
        TransitionError: ``stranger``: the user may not note calls; ``gone``: the person may no longer be called.
    """
    if not may_call(actor):
        raise TransitionError(_("您不能登记抽查电话。"), code="stranger")
    locked = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if not reachable().filter(pk=locked.enrolment_id).exists():
        raise TransitionError(_("这位学员的账号已经注销，或者撤回了同意，不能再打电话。"), code="gone")
    reached = result == Call.Result.REACHED
    locked.result, locked.note, locked.called_by, locked.called_at = result, note, actor, timezone.now()
    locked.came, locked.satisfied = (came, satisfied) if reached else (None, None)
    locked.save()
    audit.record("training.called", locked, actor=actor, after={"result": result})


def summary(sample: Sample) -> list[tuple[str, str]]:
    """Return the progress of a sample and what was heard, as labels and figures."""
    results = Counter(dict(sample.calls.order_by().values_list("result").annotate(Count("pk"))))
    answers = {"yes": Count("pk", filter=Q(came=True)), "no": Count("pk", filter=Q(came=False)), "average": Avg("satisfied")}
    said = sample.calls.aggregate(**answers)
    average = "" if said["average"] is None else f"{said['average']:.1f}"
    return [
        (_("抽取"), f"{sample.size} / {sample.population_size}"),
        (_("已拨打"), f"{sample.size - results['']} / {sample.size}"),
        *((str(label), str(results[value])) for value, label in Call.Result.choices),
        (_("说来过"), str(said["yes"])),
        (_("说没来过"), str(said["no"])),
        (_("平均满意程度（满分 5 分）"), average),
    ]


def forget_names() -> None:
    """Let samples whose period ended more than ``TRAINING_KEEP_DAYS`` ago be figures only. The scheduler calls it."""
    before = timezone.localdate() - timedelta(days=settings.TRAINING_KEEP_DAYS)
    old = Sample.objects.filter(last_day__lt=before)
    Call.objects.filter(sample__in=old).exclude(enrolment=None).update(enrolment=None, note="")
    old.exclude(population=[]).update(population=[])
