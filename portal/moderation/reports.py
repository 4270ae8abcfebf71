"""Reports of the public: from the form to the outcome."""

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.core import audit
from portal.core.encryption import blind_index
from portal.core.transitions import StateTable
from portal.moderation.models import Report, ReportNumber, ReportReply
from portal.moderation.models.things import type_of
from portal.moderation.notifications import tell_directors
from portal.moderation.registry import registrations
from portal.moderation.replies import check_reply

State = Report.State
REPORT_MOVES = StateTable(
    {
        State.RECEIVED: {State.HANDLING, State.ESCALATED, State.UPHELD, State.UNFOUNDED},
        State.HANDLING: {State.ESCALATED, State.UPHELD, State.UNFOUNDED},
        State.ESCALATED: {State.HANDLING, State.UPHELD, State.UNFOUNDED},
        State.UPHELD: set(),
        State.UNFOUNDED: set(),
    }
)
PREFIX = "JB"
# Without characters that look alike on a small screen.
_CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 6


def too_many(address: str) -> bool:
    """Return whether an address has sent as many reports in the last hour as one may (setting ``REPORTS_PER_HOUR``)."""
    since = timezone.now() - timedelta(hours=1)
    sent = Report.objects.filter(address_index=blind_index(address, "report-address"), created_at__gt=since).count()
    return sent >= settings.REPORTS_PER_HOUR


@transaction.atomic
def file_report(*, url: str, problem: str, text: str, contact: str, address: str) -> tuple[Report, str]:
    """Keep a report and return it with the code that only the reporter knows.

    Args:
        url: path of the page that is reported.
        problem: a value of :class:`Report.Problem`.
        text: what is wrong.
        contact: how to reach the reporter, or nothing; kept encrypted.
        address: where the request came from; only its blind index is kept.
    """
    code = "".join(secrets.choice(_CODE_CHARACTERS) for _place in range(_CODE_LENGTH))
    thing = thing_at(url)
    naming = {"content_type": type_of(thing), "object_id": str(thing.pk), "title": str(thing)[:200]} if thing else {}
    report = Report.objects.create(
        number=_next_number(),
        code_index=blind_index(code, "report-code"),
        url=url,
        problem=problem,
        text=text.strip(),
        contact=contact.strip(),
        address_index=blind_index(address, "report-address"),
        **naming,
    )
    audit.record("moderation.report", report, after={"url": url, "problem": problem})
    return report, code


def _next_number() -> str:
    today = timezone.localdate()
    counter, _created = ReportNumber.objects.select_for_update().get_or_create(day=today)
    counter.last += 1
    counter.save()
    return f"{PREFIX}{today:%Y%m%d}{counter.last:04d}"


def find_report(number: str, code: str) -> Report | None:
    """Return the report with this number if the code belongs to it; a wrong code and a wrong number look alike."""
    index = blind_index(code.strip().upper(), "report-code")
    report = Report.objects.filter(number=number.strip().upper()).first()
    return report if report and index and secrets.compare_digest(report.code_index, index) else None


def thing_at(path: str):
    """Return the live page or record that the public sees at a path, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for registration in registrations():
        model = registration.model
        if getattr(model, "url_name", "") and match.view_name == model.url_name and registration.reportable:
            return model._default_manager.filter(live=True, **match.kwargs).first()
    if match.view_name != "wagtail_serve":
        return None
    return _page_at(path)


def _page_at(path: str):
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    page = site.root_page.get_descendants(inclusive=True).live().filter(url_path=f"{site.root_page.url_path.rstrip('/')}{path}").first()
    return page.specific if page else None


def move_report(report: Report, to_state: str, reason: str, user) -> Report:
    """Move a report on; the reason is what the reporter reads.

    Args:
        report: the report; locked and read anew.
        to_state: a value of :class:`Report.State`.
        reason: the answer to the reporter; screened like every reply of staff.
        user: who handles it.

    Raises:
        TransitionError: the move is not in the table, or the reason is empty.
        ValidationError: the reason insults or quarrels (R-MOD-5), or leaks personal data.
    """
    # Outside the transaction: what was blocked stays in the audit though nothing else is written.
    check_reply(reason, user, report)
    return _move(report, to_state, reason, user)


@transaction.atomic
def _move(report: Report, to_state: str, reason: str, user) -> Report:
    locked = Report.objects.select_for_update().get(pk=report.pk)
    REPORT_MOVES.check(locked.state, to_state, reason)
    before = locked.state
    locked.state = to_state
    locked.closed_at = None if locked.is_open else timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    ReportReply.objects.create(report=locked, text=reason.strip(), by=user)
    audit.record("moderation.report.move", locked, actor=user, before={"state": before}, after={"state": to_state}, reason=reason.strip())
    if to_state == State.ESCALATED:
        subject = _("举报 %(number)s 报请中心主任处理") % {"number": locked.number}
        tell_directors(subject, reason.strip(), reverse("moderation_report", args=[locked.pk]), sender=user)
    return locked


def clean_path(address: str) -> str:
    """Return the path of an address on this site.

    Raises:
        ValidationError: it is no address of this site.
    """
    path = urlsplit(address.strip()).path
    if not path.startswith("/") or "\x00" in path or len(path) > 500:
        raise ValidationError(_("请填写本网站的网页地址，例如 /news/ 开头的地址。"))
    return path
