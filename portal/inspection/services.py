"""The daily run: each rule looks, what it sees stands as a finding until it sees it no more, and who owes the mending is told (R-SUP-4)."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable
from portal.inspection.models import MAY_ACCEPT, Finding, Rule
from portal.inspection.registry import Seen

logger = logging.getLogger(__name__)
State = Finding.State
MOVES = StateTable({State.OPEN: {State.ACCEPTED, State.FIXED}, State.ACCEPTED: {State.OPEN, State.FIXED}, State.FIXED: frozenset()})
FINDINGS = Lifecycle(Finding, MOVES, prefix="inspection.finding")
_BATCH = 500
# What a run may change of a finding that stands.
_KEPT = ("title", "url", "note", "since", "due_on", "warn_on")
# Lines of a message; who wants all of them opens the list.
_NAMED = 10


def run_inspection() -> None:
    """Let every rule look at the site, one that fails as little as one that succeeds keeping the others from it; called once a day."""
    for rule in Rule.objects.filter(active=True):
        inspect(rule)
    tell_owners()


def inspect(rule: Rule) -> None:
    """Let one rule look, and keep what it finds; where it fails, the reason stands at the rule and its findings stay as they are."""
    way, error = rule.way, ""
    try:
        if way is None:
            error = _("这个版本的程序没有这种检查方式。")
        else:
            _keep(rule, {seen.key: seen for seen in way.find(rule)}, counts_down=way.counts_down)
    except Exception:
        logger.exception("The rule %s of the self-inspection failed", rule.pk)
        error = _("检查时出错，请技术管理员查看运行日志。")
    Rule.objects.filter(pk=rule.pk).update(checked_at=timezone.now(), error=error)


@transaction.atomic
def _keep(rule: Rule, seen: dict[str, Seen], *, counts_down: bool) -> None:
    """Make the rows of a rule say what it has seen; run twice, the second time changes nothing."""
    # Two runs at once take their turns here.
    rule = Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    today = timezone.localdate()
    standing = {found.key: found for found in rule.findings.standing()}
    # Of what should be renewed and does not say when it was, the limit is up.
    first = today - timedelta(days=rule.limit_days) if counts_down else today
    new, changed = [], []
    for key, thing in seen.items():
        found = standing.get(key) or Finding(rule=rule, key=key, found_on=today, since=first)
        before = [getattr(found, name) for name in _KEPT]
        found.rule, found.title, found.url, found.note = rule, thing.title[:200], thing.url[:300], thing.note[:300]
        found.since = thing.since or found.since
        found.limit()
        if counts_down and found.warn_on > today:
            continue
        standing.pop(key, None)
        if found.pk is None:
            new.append(found)
        elif before != [getattr(found, name) for name in _KEPT]:
            changed.append(found)
    Finding.objects.bulk_create(new, batch_size=_BATCH)
    Finding.objects.bulk_update(changed, _KEPT, batch_size=_BATCH)
    for keys in _batches(found.pk for found in standing.values()):
        Finding.objects.filter(pk__in=keys).update(state=State.FIXED, fixed_on=today)


def _batches(values) -> Iterator[list]:
    values = iter(values)
    while batch := list(islice(values, _BATCH)):
        yield batch


def tell_owners() -> None:
    """Tell who owes the mending what is new and what is nearly due, each once, in one message a role."""
    untold = Q(told_new=False) | Q(told_due=False, warn_on__lte=timezone.localdate())
    for group in Group.objects.filter(pk__in=Finding.objects.to_do().filter(untold).values("rule__owner")):
        with transaction.atomic():
            _tell(
                group,
                list(Finding.objects.to_do().filter(untold, rule__owner=group).select_related("rule").select_for_update(of=("self",))),
            )


def _tell(group: Group, findings: list[Finding]) -> None:
    today = timezone.localdate()
    due = [found for found in findings if found.warn_on <= today]
    people = User.objects.working_here()
    told = list(people.filter(groups=group)) or list(User.objects.who_may(MAY_ACCEPT))
    if not findings or not told:
        return
    new = sum(not found.told_new for found in findings)
    for user in told:
        url = f"{reverse('inspection')}?owner={group.pk}"
        notice(
            user, "inspection/found", group, url=url, new=new, due=len(due), named=findings[:_NAMED], more=max(0, len(findings) - _NAMED)
        )
    for keys in _batches(found.pk for found in findings):
        Finding.objects.filter(pk__in=keys).update(told_new=True)
    for keys in _batches(found.pk for found in due):
        Finding.objects.filter(pk__in=keys).update(told_due=True)


def accept(pk: int, actor, reason: str) -> Finding:
    """Leave a finding as it is, for a reason that everybody reads who opens it; it stands for as long as the rule sees it.

    Raises:
        TransitionError: it is not open, or there is no reason.
    """
    return FINDINGS.move(pk, State.ACCEPTED, actor=actor, reason=reason, why=reason.strip())


def take_back(pk: int, actor, reason: str) -> Finding:
    """Have a finding mended after all.

    Raises:
        TransitionError: it is not accepted, or there is no reason.
    """
    return FINDINGS.move(pk, State.OPEN, actor=actor, reason=reason)
