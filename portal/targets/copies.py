"""Dated copies of reports: the page of a link is fetched in the background, and stays when the link dies (R-NEWS-2)."""

import logging
import re
from datetime import timedelta
from hashlib import sha256
from html import unescape
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from portal.core.moments import minute_text
from portal.core.text import folded
from portal.links.fetching import ForbiddenAddressError, Page, UnreachableError, fetch
from portal.links.judging import judged, lines_of, visit
from portal.links.models import LinkCheck
from portal.ops import schedule
from portal.ops.queueing import enqueue_with_record
from portal.ops.repeatable import repeatable
from portal.targets.models import MediaReport, SavedCopy
from portal.uploads.gate import CheckedFile, checked_picture

logger = logging.getLogger(__name__)
# Of a page so much is read; articles with everything around them have a tenth of it.
PAGE_BYTES = 2 * 2**20
PICTURE_BYTES = 10 * 2**20
# A story is known by its longest paragraphs: what a site puts around it, and who edited it there, differ from medium to medium.
_PARAGRAPHS, _LEAST = 3, 100
_PICTURE = re.compile(r"<meta[^<>]{0,300}og:image[\"'][^<>]{0,1000}>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"'<>]{1,500})[\"']", re.IGNORECASE)
# Days for which a page that could not be kept is tried again, and how many pages a day.
_TRIED_FOR, _MOST = timedelta(days=30), 50


def fingerprint_of(lines: list[str]) -> str:
    """Return what a text is known by; nothing for one too short to be told from others."""
    longest = sorted((folded(line) for line in lines), key=lambda line: (-len(line), line))[:_PARAGRAPHS]
    return sha256("\n".join(longest).encode()).hexdigest() if sum(map(len, longest)) >= _LEAST else ""


def request_copy(report: MediaReport) -> None:
    """Have the page of a report kept, unless it is; called when a report is handed in and when it is published."""
    if report.link and not _is_kept(report.pk, report.link):
        enqueue_with_record(save_page, report.pk, report.link)


def save_missing_copies() -> None:
    """Try again the pages of new reports that could not be kept; the scheduler has it called once a day."""
    for report in MediaReport.objects.without_copy().filter(first_published_at__gt=timezone.now() - _TRIED_FOR)[:_MOST]:
        keep_page(report, report.link)


@repeatable
@task(queue_name=schedule.LONG)
def save_page(pk: int, url: str) -> None:
    """Keep the page of a report; what is gone or kept already is passed over."""
    report = MediaReport.objects.filter(pk=pk).first()
    if report is not None and not _is_kept(pk, url):
        keep_page(report, url)


def keep_page(report: MediaReport, url: str) -> SavedCopy | None:
    """Fetch a page and keep its text and its picture with a report; where that fails, the report says why."""
    finding = judged(visit(url, most_bytes=PAGE_BYTES))
    copy = None
    if finding.state == LinkCheck.State.OK and finding.page:
        lines = lines_of(finding.page.text)
        text = "\n".join([finding.title, finding.page.url, minute_text(timezone.now()), "", *lines])
        file = CheckedFile(text.encode(), _("网页文字.txt"), "text/plain; charset=utf-8")
        copy = SavedCopy.keep_with(report, SavedCopy.Kind.PAGE, file, url=url, fingerprint=fingerprint_of(lines))
        _keep_picture(report, finding.page)
    MediaReport.objects.filter(pk=report.pk).update(copy_problem="" if copy else finding.reason[:200])
    return copy


def _keep_picture(report: MediaReport, page: Page) -> None:
    """Keep the picture that a page names as its own, through the gate; a page without one, or with one that is refused, has none."""
    tag = _PICTURE.search(page.text)
    named = tag and _CONTENT.search(tag.group())
    if not named:
        return
    url = urljoin(page.url, unescape(named.group(1)))[:500]
    try:
        found = fetch(url, most_bytes=PICTURE_BYTES)
        if found.status == 200:
            SavedCopy.keep_with(report, SavedCopy.Kind.PICTURE, checked_picture(_file(found.content)), url=url)
    except (ForbiddenAddressError, UnreachableError, ValidationError):
        logger.info("The picture of %s is not kept", page.url)


def _file(content: bytes) -> CheckedFile:
    return CheckedFile(content, "picture", "application/octet-stream")


def _is_kept(pk: int, url: str) -> bool:
    return SavedCopy.objects.filter(report=pk, kind=SavedCopy.Kind.PAGE, url=url).exists()
