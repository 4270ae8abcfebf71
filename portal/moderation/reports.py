"""Reports of the public: a kind of case, and what a reported address shows."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.clocks import Hours
from portal.cases.kinds import CaseKind
from portal.cases.numbers import NumberSeries
from portal.cases.services import find_case, open_case, opened_within_the_hour, reply
from portal.core.addresses import parts_of
from portal.core.transitions import StateTable
from portal.moderation.models.reports import Report
from portal.moderation.models.things import type_of
from portal.moderation.notifications import directors
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


def _tell(owner: User, report: Report, text: str) -> None:
    notice(owner, "moderation/report_escalated", report, url=reverse("moderation_report", args=[report.pk]), text=text)


REPORT = CaseKind(
    code="report",
    model=Report,
    series=NumberSeries("JB"),
    clock=lambda: Hours(settings.REPORT_HOURS),
    moves=REPORT_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="moderation.report",
    permission="moderation.handle_report",
    url_name="moderation_report",
    check_reply=check_reply,
    tell=_tell,
    audited=("url", "problem"),
)


def too_many(address: str) -> bool:
    """Return whether an address has sent as many reports in the last hour as one may (setting ``REPORTS_PER_HOUR``)."""
    return opened_within_the_hour(REPORT, address) >= settings.REPORTS_PER_HOUR


def file_report(*, url: str, problem: str, text: str, contact: str, address: str) -> tuple[Report, str]:
    """Keep a report and return it with the code that only the reporter knows.

    Args:
        url: path of the page that is reported.
        problem: a value of :class:`Report.Problem`.
        text: what is wrong.
        contact: how to reach the reporter, or nothing; kept encrypted.
        address: where the request came from; only its blind index is kept.
    """
    thing = thing_at(url)
    naming = {"content_type": type_of(thing), "object_id": str(thing.pk), "title": str(thing)[:200]} if thing else {}
    return open_case(REPORT, address=address, contact=contact, url=url, problem=problem, text=text.strip(), **naming)


def find_report(number: str, code: str) -> Report | None:
    """Return the report with this number if the code belongs to it; a wrong code and a wrong number look alike."""
    return find_case(REPORT, number, code)


def reported_thing(report: Report):
    """Return the page or record that a report is about, wherever it stands now, or None."""
    model = report.content_type.model_class() if report.content_type is not None else None
    found = model._base_manager.filter(pk=report.object_id).first() if model else None
    return found or thing_at(report.url)


def thing_at(path: str):
    """Return the live page or record that the public sees at a path, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    for registration in registrations():
        model = registration.model
        url_name = getattr(model, "url_name", "")
        if url_name and match.view_name == url_name and registration.reportable:
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
    return reply(REPORT, report, to_state, reason, user)


def clean_path(address: str) -> str:
    """Return the path of an address on this site.

    Raises:
        ValidationError: it is no address of this site.
    """
    path = parts_of(address.strip()).path
    if not path.startswith("/") or "\x00" in path or len(path) > 500:
        raise ValidationError(_("请填写本网站的网页地址，例如 /news/ 开头的地址。"))
    return path
