"""What is worked out from news and journals."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.pages import ArticlePage
from cms.news.models import JournalIssuePage
from portal.targets.counters import Entry


def quarter_without_journal(today: date) -> tuple[int, int] | None:
    """Return year and number of the last whole quarter if the public has no issue of it (one a quarter: S1 ch.7 三.2)."""
    quarter = (today.month - 1) // 3 or 4
    year = today.year - 1 if quarter == 4 else today.year
    issued = JournalIssuePage.objects.live().filter(year=year, quarter=quarter).exists()
    return None if issued else (year, quarter)


def journal_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield the issues of the quarters that begin from one day to another; an issue counts for its quarter, whenever it comes out."""
    for issue in JournalIssuePage.objects.filter(year__range=(start.year, end.year)).order_by("year", "quarter").defer("contents"):
        day = date(issue.year, 3 * issue.quarter - 2, 1)
        if start <= day <= end:
            yield _page_entry(issue, day)


def article_entries(model: type[ArticlePage], start: date, end: date) -> Iterator[Entry]:
    """Yield the articles of a type, of the local days from one to another (R-NEWS-5, R-STAT-5)."""
    for article in model.objects.exclude(published_at=None).order_by("published_at").defer("body"):
        day = timezone.localdate(article.published_at)
        if start <= day <= end:
            yield _page_entry(article, day, {_("作者"): article.author or _("没有署名")})


def _page_entry(page, day: date, facets: dict[str, str] | None = None) -> Entry:
    """Return what a page counts for: one that is not on the site counts for nothing."""
    reason = _("已发布") if page.live else _("没有发布，或已撤下")
    return Entry(day, page.title, page.live, reason, reverse("wagtailadmin_pages:edit", args=[page.pk]), facets or {}, page.url_path)
