"""Which reports of the media count, and why (R-NEWS-2): one report in several media is found, and counted as the rule says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.moments import day_text
from portal.core.text import folded
from portal.moderation.models.takedowns import TakeDown
from portal.targets.counters import Entry
from portal.targets.models import CoverageRule, MediaReport, SavedCopy


def first_of_each(reports: Iterable[MediaReport], days: int, texts: dict[int, set[str]]) -> dict[int, MediaReport]:
    """Return the first report of the same story for each report; that of a story's first one is itself.

    A report belongs to the earliest story of which it shares title or text with any report, and that began at most so many days before.

    Args:
        reports: in the order of their days.
        days: how many.
        texts: by key, what the saved copies of a report are known by.
    """
    stories: dict[str, list[MediaReport]] = defaultdict(list)
    firsts: dict[int, MediaReport] = {}
    for report in reports:
        signs = [f"title {folded(report.title)}", *(f"text {text}" for text in texts.get(report.pk, ()))]
        # Stories stand in the order in which reports joined them: the earliest is not always the first of the list.
        near = [first for sign in signs for first in stories[sign] if (report.published_on - first.published_on).days <= days]
        firsts[report.pk] = first = min(near, key=lambda found: (found.published_on, found.pk), default=report)
        for sign in signs:
            stories[sign].append(first)
    return firsts


def coverage_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield the reports from one day to another, whether they count or not, the first one first."""
    rule = CoverageRule.load()
    reports = list(MediaReport.objects.order_by("published_on", "pk").defer("copy_problem"))
    texts, kept = _copies()
    live = [report for report in reports if report.live]
    firsts = first_of_each(live, rule.same_days, texts)
    down = _taken_down()
    seen: set[tuple[int, str]] = set()
    for report in reports:
        counts, reason = _judged(report, firsts.get(report.pk), seen, rule) if report.live else (False, down.get(report.pk, _("没有发布")))
        if start <= report.published_on <= end:
            yield _entry(report, counts, reason, kept.get(report.pk, ""))


def _judged(report: MediaReport, first: MediaReport | None, seen: set[tuple[int, str]], rule: CoverageRule) -> tuple[bool, str]:
    """Return whether a report on the site counts, and why."""
    if first is None or first == report:
        seen.add((report.pk, folded(report.medium)))
        return True, _("已发布")
    told = {"medium": first.medium, "day": day_text(first.published_on), "title": first.title}
    if (first.pk, folded(report.medium)) in seen:
        return False, _("同一媒体重复登记：%(day)s《%(title)s》") % told
    seen.add((first.pk, folded(report.medium)))
    if rule.counting == CoverageRule.Counting.EACH:
        return True, _("与%(medium)s %(day)s《%(title)s》是同一篇，按规则每家媒体各计一次") % told
    return False, _("与%(medium)s %(day)s《%(title)s》是同一篇，按规则只计一次") % told


def _copies() -> tuple[dict[int, set[str]], dict[int, str]]:
    """Return by report what its copies are known by, and what copies there are in words."""
    texts, kept = defaultdict(set), defaultdict(list)
    for copy in SavedCopy.objects.defer("token", "name"):
        if copy.fingerprint:
            texts[copy.report_id].add(copy.fingerprint)
        kept[copy.report_id].append(f"{copy.get_kind_display()} {day_text(copy.created_at)}")
    return texts, {key: "、".join(words) for key, words in kept.items()}


def _taken_down() -> dict[int, str]:
    """Return why reports were taken down, by key."""
    rows = TakeDown.objects.in_force().filter(content_type=ContentType.objects.get_for_model(MediaReport)).order_by("at")
    return {int(key): _("已撤下：%(reason)s") % {"reason": reason} for key, reason in rows.values_list("object_id", "reason")}


def _entry(report: MediaReport, counts: bool, reason: str, kept: str) -> Entry:
    facets = {_("媒体"): report.medium, _("级别"): str(report.get_level_display()), _("作者"): report.author or _("没有署名")}
    url = reverse("wagtailsnippets_targets_mediareport:edit", args=[report.pk])
    return Entry(
        report.published_on, report.title, counts, reason, url, facets, "；".join(filter(None, [report.link, kept])) or _("没有存档")
    )
