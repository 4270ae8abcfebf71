"""Checks all links, hides what is dead or hijacked, and tells those who keep them."""

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notify
from portal.core import audit
from portal.core.addresses import parts_of
from portal.core.cache import shared_data_changed
from portal.links.judging import Finding, judged, visit
from portal.links.models import LinkCheck
from portal.links.registry import Link, all_links

logger = logging.getLogger(__name__)

_FAILED = frozenset({LinkCheck.State.DEAD, LinkCheck.State.REFUSED})
_JUDGED = frozenset({LinkCheck.State.OK, LinkCheck.State.MOVED})


# A daily check that was cut off goes on where it stopped: one failure must not count twice.
_STILL_FRESH = timedelta(hours=12)


def check_links(fresh: timedelta = timedelta()) -> Counter:
    """Visit every link on public pages and record the findings; returns how many of the visited links are in each state.

    Args:
        fresh: links that were visited within so long are left out.
    """
    links = all_links()
    LinkCheck.objects.exclude(url__in=links).delete()
    visited = _visited(links, fresh) if fresh else set()
    counts: Counter = Counter()
    for url, finding in _visits([url for url in links if url not in visited]):
        counts[record_finding(url, judged(finding), links[url]).state] += 1
    return counts


def _visited(links: dict[str, list[Link]], fresh: timedelta) -> set[str]:
    """Return the links that need no visit yet: visited within so long, or good ones whose days have not passed."""
    now, visited = timezone.now(), set()
    for check in LinkCheck.objects.only("url", "state", "checked_at"):
        days = min((link.days for link in links.get(check.url, ())), default=1) if check.state == LinkCheck.State.OK else 1
        if check.checked_at > now - timedelta(days=days - 1) - fresh:
            visited.add(check.url)
    return visited


def check_links_daily() -> None:
    """Visit the links whose day it is; the scheduler has it called once a day, and again if it was cut off."""
    check_links(_STILL_FRESH)


def _visits(urls: list[str]) -> Iterator[tuple[str, Finding]]:
    """Visit addresses, a few hosts at a time and each host one visit after another, so that nobody is flooded."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_host(url), []).append(url)
    with ThreadPoolExecutor(max_workers=settings.LINK_CHECK_WORKERS) as pool:
        for found in pool.map(lambda group: [(url, visit(url)) for url in group], by_host.values()):
            yield from found


def _host(url: str) -> str:
    return parts_of(url).hostname or ""


@transaction.atomic
def record_finding(url: str, finding: Finding, links: list[Link]) -> LinkCheck:
    """Keep a finding and hide or show the link.

    Hidden: at once when hijacked, and after ``LINK_CHECK_FAILURES`` failures in a row. Shown again: a dead link when it answers; a
    hijacked one only by staff (:func:`show_again`).

    Args:
        url: the address.
        finding: what the visit found.
        links: where it stands.
    """
    LinkCheck.objects.get_or_create(url=url, defaults={"checked_at": timezone.now()})
    check = LinkCheck.objects.select_for_update().get(url=url)
    before = check.hidden
    was_hijacked = check.hidden and check.state == LinkCheck.State.HIJACKED
    if finding.state in _FAILED:
        check.failures += 1
    elif finding.state in _JUDGED:
        check.failures = 0
    if not was_hijacked:
        check.state, check.reason = finding.state, finding.reason[:200]
        check.hidden = _to_be_hidden(check)
    check.final_url = (finding.page.url if finding.page else "")[:500]
    check.title = finding.title
    check.where = "、".join(dict.fromkeys(link.where for link in links))[:200]
    check.checked_at = timezone.now()
    check.save()
    if check.hidden != before:
        _follow(check, links)
    return check


def _to_be_hidden(check: LinkCheck) -> bool:
    if check.state == LinkCheck.State.HIJACKED:
        return True
    if check.state == LinkCheck.State.UNCLEAR:
        return check.hidden
    return check.failures >= settings.LINK_CHECK_FAILURES


def _follow(check: LinkCheck, links: list[Link]) -> None:
    """Let the pages change and tell the keepers of a link that was hidden or shown again."""
    shared_data_changed()
    state = {"hidden": check.hidden, "state": check.state}
    audit.record("enterprises.link_hidden" if check.hidden else "enterprises.link_shown", check, after=state, reason=check.reason)
    if not check.hidden:
        return
    words = {"url": check.url, "reason": check.reason}
    body = _(
        "“%(where)s”中的链接 %(url)s 已暂时对公众隐藏。%(reason)s请核对后修改。"
        "打得开以后会自动恢复显示；疑似被劫持的，由工作人员核对后恢复。"
    )
    for link in links:
        for user in dict.fromkeys(link.keepers):
            notify(user, _("链接已隐藏：%(where)s") % {"where": link.where}, body % {"where": link.where, **words}, link.path)


@transaction.atomic
def show_again(check: LinkCheck, actor, reason: str) -> None:
    """Show a hidden link again after somebody has looked at it.

    Args:
        check: the link's last finding.
        actor: who looked.
        reason: what they saw.
    """
    locked = LinkCheck.objects.select_for_update().get(pk=check.pk)
    before = {"hidden": locked.hidden, "state": locked.state}
    locked.hidden, locked.failures, locked.state, locked.reason = False, 0, LinkCheck.State.UNCLEAR, reason[:200]
    locked.save()
    shared_data_changed()
    audit.record("enterprises.link_shown", locked, actor=actor, before=before, after={"hidden": False}, reason=reason)
