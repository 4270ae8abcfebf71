"""What is worked out from news and journals."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import DateField, Exists, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.pages import ArticlePage
from cms.news.models import JournalIndexPage, JournalIssuePage
from portal.targets.counters import Entry


def last_quarter(today: date) -> tuple[int, int]:
    """Return year and number of the last whole quarter."""
    quarter = (today.month - 1) // 3 or 4
    return (today.year - 1 if quarter == 4 else today.year), quarter


def sections_without_journal(today: date):
    """Return the section of journals while the last whole quarter has no issue; ``missed_on`` is that quarter's last day (R-NEWS-4)."""
    year, quarter = last_quarter(today)
    issues = JournalIssuePage.objects.live().filter(year=year, quarter=quarter)
    first_of_next = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    rows = JournalIndexPage.objects.live().filter(~Exists(issues))
    return rows.annotate(missed_on=Value(first_of_next - timedelta(days=1), DateField()))


def journal_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield the issues of the quarters that begin from one day to another; an issue counts for its quarter, whenever it comes out."""
    for issue in JournalIssuePage.objects.filter(year__range=(start.year, end.year)).order_by("year", "quarter").defer("contents"):
        day = date(issue.year, 3 * issue.quarter - 2, 1)
        if start <= day <= end:
            yield _page_entry(issue, day)


def article_entries(model: type[ArticlePage], start: date, end: date) -> Iterator[Entry]:
    """Yield the articles of a type, of the local days from one to another (R-NEWS-5, R-STAT-5)."""
    columns = {page.path: page.title for page in Page.objects.filter(numchild__gt=0).only("path", "title")}
    for article in model.objects.exclude(published_at=None).order_by("published_at").defer("body"):
        day = timezone.localdate(article.published_at)
        if start <= day <= end:
            column = columns.get(article.path[: -Page.steplen], "")
            yield _page_entry(article, day, {_("栏目"): column, _("作者"): article.author or _("没有署名")})


def _page_entry(page, day: date, facets: dict[str, str] | None = None) -> Entry:
    """Return what a page counts for: one that is not on the site counts for nothing."""
    reason = _("已发布") if page.live else _("没有发布，或已撤下")
    return Entry(day, page.title, page.live, reason, reverse("wagtailadmin_pages:edit", args=[page.pk]), facets or {}, page.url_path)
