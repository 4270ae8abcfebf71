"""Nominating, voting, marking, and publishing the result (R-ACT-4)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.accounts.notifications import notice
from portal.accounts.personal_data import DELETE
from portal.core import audit, consents
from portal.core.lifecycle import visibility_changed
from portal.core.moments import minute_text
from portal.core.transitions import TransitionError
from portal.moderation.submission import submit
from portal.selections.models import Juror, JuryMark, Nomination, Selection, Vote, voter_key
from portal.selections.policies import MAY_COUNT

Phase = Selection.Phase
_CENT = Decimal("0.01")


@transaction.atomic
def nominate(draft: Nomination, user, *, seen_revision: int | None = None) -> Nomination:
    """Hand a nomination in for review; of oneself, the call is the consent to be named in public (the form says so).

    Args:
        draft: the nomination as the form has filled it, with its selection; a new one, or a new text of the person's own.
        user: who nominates.
        seen_revision: the revision that the form showed; none of a new nomination.

    Raises:
        TransitionError: ``ended`` (nobody may nominate today), ``many`` (the person has nominated enough), or the text was changed
            meanwhile.
    """
    selection = Selection.objects.visible().select_for_update(of=("self",)).filter(pk=draft.selection_id).first()
    if selection is None or selection.phase != Phase.NOMINATING:
        raise TransitionError(_("现在不是提名时间。"), code="ended")
    if selection.nominations.filter(user=user).exclude(pk=draft.pk).count() >= settings.SELECTION_NOMINATIONS:
        raise TransitionError(_("每人最多提名 %(most)d 个。") % {"most": settings.SELECTION_NOMINATIONS}, code="many")
    draft.user = user
    submit(draft, user, seen_revision=seen_revision)
    if draft.kind == Nomination.Kind.PERSON:
        consents.give(user, Nomination.purpose_of_consent, subject=draft)
    else:
        consents.withdraw(user, Nomination.purpose_of_consent, subject=draft)
    audit.record("selections.nominated", draft, actor=user)
    return draft


@transaction.atomic
def vote(nomination: Nomination, user, address: str) -> None:
    """Count one vote of the person's phone for today. What is kept names nobody (:class:`Vote`).

    Args:
        nomination: for whom.
        user: whose verified phone votes.
        address: the network address, for the limit of how many may vote from one.

    Raises:
        TransitionError: ``phone`` (not verified), ``ended`` (no vote today, or the nomination is off the site), ``often`` (too many from
            this address), or ``twice`` (this phone has voted today).
    """
    if not (user.phone_verified and user.phone):
        raise TransitionError(_("请先核验手机号码，再投票。"), code="phone")
    found = Nomination.objects.visible().filter(pk=nomination.pk).select_related("selection").first()
    if found is None or found.selection.phase != Phase.VOTING:
        raise TransitionError(_("现在不能投票。"), code="ended")
    voter, today = voter_key(found.selection, user.phone), timezone.localdate()
    twice = TransitionError(_("这个手机号码今天已经投过票，明天可以再投。"), code="twice")
    # Asked before the address is counted: whoever presses twice uses up nobody else's votes.
    if found.selection.votes.filter(voter=voter, day=today).exists():
        raise twice
    if not consume("selection_votes", address):
        raise TransitionError(_("同一网络投票太多，请稍后再试。"), code="often")
    try:
        with transaction.atomic():
            found.selection.votes.create(nomination=found, voter=voter, day=today)
    except IntegrityError:
        raise twice from None


@transaction.atomic
def strike_out(nomination: Nomination, hour: datetime, reason: str, *, actor) -> int:
    """Let the votes that a nomination got within an hour count no longer, and return how many; who cast them stays unknown.

    Raises:
        TransitionError: ``stranger``, ``published`` (the result is), ``reason`` (none given), or ``none`` (there are none).
    """
    selection = _counting(nomination.selection_id, actor)
    if not reason.strip():
        raise TransitionError(_("请写明剔除原因。"), code="reason")
    votes = selection.votes.counted().filter(nomination=nomination, cast_at__gte=hour, cast_at__lt=hour + timedelta(hours=1))
    number = votes.update(struck_out=True)
    if not number:
        raise TransitionError(_("这一小时没有可剔除的票。"), code="none")
    after = {"hour": minute_text(hour), "votes": number}
    audit.record("selections.struck_out", nomination, actor=actor, after=after, reason=reason.strip())
    return number


@transaction.atomic
def name_juror(selection: Selection, person, *, actor) -> Juror:
    """Name somebody to the jury, and tell them; to name them again changes nothing.

    Raises:
        TransitionError: ``stranger``, ``published``, or ``nobody`` (there is no such account).
    """
    locked = _counting(selection.pk, actor)
    if person is None:
        raise TransitionError(_("没有核验过这个手机号码的账号。"), code="nobody")
    juror, created = Juror.objects.get_or_create(selection=locked, user=person)
    if created:
        audit.record("selections.juror", juror, actor=actor)
        notice(person, "selections/juror", locked, url=juror_url(locked))
    return juror


@transaction.atomic
def remove_juror(selection: Selection, pk: int, *, actor) -> None:
    """Take somebody off the jury with all marks they gave, and tell them.

    Args:
        selection: the selection.
        pk: key of the juror; nothing happens where there is none such in this jury.
        actor: a member of staff.

    Raises:
        TransitionError: ``stranger``, or ``published``.
    """
    locked = _counting(selection.pk, actor)
    juror = locked.jurors.filter(pk=pk).select_related("user").first()
    if juror is None:
        return
    audit.record("selections.juror_removed", juror, actor=actor, before={"marks": juror.marks.count()})
    juror.delete()
    notice(juror.user, "selections/juror_removed", locked, url=reverse("selections:my"))


def juror_url(selection: Selection) -> str:
    """Return where the jury of a selection gives its marks."""
    return reverse("selections:marks", args=[selection.pk])


@transaction.atomic
def mark(selection: Selection, user, points: Mapping[int, int | None]) -> None:
    """Keep what a juror gives; a mark may be changed until the result is published.

    Args:
        selection: the selection.
        user: the juror.
        points: key of the nomination → points of a hundred; nothing takes a mark away. Nominations of other selections, and those that
            the juror has made, are left alone.

    Raises:
        TransitionError: ``stranger`` (no juror), or ``ended`` (the vote has not begun, or the result is published).
    """
    locked = Selection.objects.select_for_update().get(pk=selection.pk)
    juror = locked.jurors.filter(user=user).first()
    if juror is None:
        raise TransitionError(_("您不是这个评选的评委。"), code="stranger")
    if locked.phase not in {Phase.VOTING, Phase.COUNTING}:
        raise TransitionError(_("现在不能打分。"), code="ended")
    for nomination in Nomination.objects.visible().filter(selection=locked, pk__in=list(points)).not_of(user):
        given = points[nomination.pk]
        if given is None:
            juror.marks.filter(nomination=nomination).delete()
        else:
            JuryMark.objects.update_or_create(juror=juror, nomination=nomination, defaults={"points": given})


@transaction.atomic
def publish_result(selection: Selection, *, actor) -> None:
    """Freeze the counts, rank each category, and empty the keys that told one phone's votes from another's.

    The public's share of a nomination is its votes of the most that one of its category got; the jury's is the average of its marks.

    Raises:
        TransitionError: ``stranger``, ``published``, ``early`` (the vote has not ended), or ``none`` (nobody is nominated).
    """
    locked = _counting(selection.pk, actor)
    if locked.phase != Phase.COUNTING:
        raise TransitionError(_("投票还没有结束，不能公布结果。"), code="early")
    rows: list[Any] = list(Nomination.objects.visible().filter(selection=locked).with_counts())
    if not rows:
        raise TransitionError(_("没有公开的提名，不能公布结果。"), code="none")
    for category in {row.category for row in rows}:
        _rank(locked, [row for row in rows if row.category == category])
    Nomination.objects.bulk_update(rows, ["public_votes", "jury_points", "total", "place"])
    locked.published_at = timezone.now()
    locked.save(update_fields=["published_at"])
    locked.votes.update(voter=None)
    visibility_changed(locked)
    audit.record("selections.published", locked, actor=actor, after={"votes": sum(row.public_votes for row in rows)})
    for row in rows:
        notice(row.user, "selections/published", row, url=locked.get_absolute_url(), selection=locked)


def votes_of(user) -> list[Vote]:
    """Return the votes that can still be told to be of a person's phone: those of selections whose result is not published.

    A number that nobody has verified may be a stranger's: it tells nothing.
    """
    if not (user.phone and user.phone_verified):
        return []
    keys = [voter_key(selection, user.phone) for selection in Selection.objects.filter(published_at=None)]
    return list(Vote.objects.filter(voter__in=keys).select_related("selection", "nomination").order_by("pk"))


def forget_nominations(nominations, owner: str, user) -> None:
    """Delete what a person has said of themselves or what has got no vote; the rest stays without who nominated it."""
    voted = [row.pk for row in nominations.exclude(kind=Nomination.Kind.PERSON).filter(votes__isnull=False)]
    DELETE.act(nominations.exclude(pk__in=voted), owner, user)
    nominations.filter(pk__in=voted).update(user=None)


def _rank(selection: Selection, rows: list[Any]) -> None:
    """Fill in counts, totals and places of one category; equal totals share a place."""
    most = max(row.counted for row in rows) or 1
    for row in rows:
        row.public_votes = row.counted
        row.jury_points = _rounded(Decimal(str(row.points or 0)))
        public = Decimal(100) * row.public_votes / most
        row.total = _rounded((selection.public_weight * public + selection.jury_weight * row.jury_points) / 100)
    for row in rows:
        row.place = 1 + sum(other.total > row.total for other in rows)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_CENT, ROUND_HALF_UP)


def _counting(pk: int, actor) -> Selection:
    """Return a selection, locked, whose votes staff still look after."""
    if not actor.has_perm(MAY_COUNT):
        raise TransitionError(_("您不能办理评选。"), code="stranger")
    selection = Selection.objects.select_for_update().get(pk=pk)
    if selection.published_at is not None:
        raise TransitionError(_("结果已经公布，不能再改。"), code="published")
    return selection
