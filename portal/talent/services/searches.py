"""Searches that people keep, and the digests of new jobs (R-TAL-2)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.sms.sending import SmsError, send
from portal.core import audit, consents
from portal.core.transitions import TransitionError
from portal.talent.filters import JobFilterSet
from portal.talent.models import Job, SavedSearch

PURPOSE = "job_digest"
MAX_SEARCHES, MAX_JOBS = 10, 10
_PERIOD = {SavedSearch.Every.DAY: timedelta(days=1), SavedSearch.Every.WEEK: timedelta(days=7)}


@transaction.atomic
def keep_search(user, query: str, every: str, channel: str) -> SavedSearch:
    """Keep a search; the call is the consent to be written to (the form says so).

    Args:
        user: whose search.
        query: the query string of the list of jobs; what is no filter of it is dropped.
        every, channel: values of :class:`SavedSearch`.

    Raises:
        TransitionError: there is no address or verified number, or too many searches.
    """
    if channel == SavedSearch.Channel.EMAIL and not user.email:
        raise TransitionError(_("请先在“我的资料”里填写电子邮箱。"), code="email")
    if channel == SavedSearch.Channel.SMS and not (user.phone and user.phone_verified):
        raise TransitionError(_("请先在“我的资料”里核验手机号码。"), code="phone")
    if user.saved_searches.count() >= MAX_SEARCHES:
        raise TransitionError(_("最多保存 %(most)d 个订阅。") % {"most": MAX_SEARCHES}, code="many")
    kept = filters_of(query).urlencode()
    defaults = {"every": every, "token": secrets.token_urlsafe(32), "sent_at": timezone.now()}
    search, _made = SavedSearch.objects.update_or_create(user=user, query=kept, channel=channel, defaults=defaults)
    consents.give(user, PURPOSE, subject=search)
    return search


def filters_of(query: str) -> QueryDict:
    """Return the filters of the list of jobs in a query string, in one order."""
    asked, kept = QueryDict(query), QueryDict(mutable=True)
    for name in sorted(JobFilterSet.base_filters):
        if asked.get(name):
            kept[name] = asked[name][:60]
    return kept


@transaction.atomic
def stop_search(search: SavedSearch) -> None:
    """Stop a digest and forget the search; the token in the message is enough."""
    consents.withdraw(search.user, PURPOSE, subject=search)
    audit.record("talent.digest.stopped", search)
    search.delete()


def due_searches() -> list[SavedSearch]:
    """Return the searches whose period is over and whose consent stands."""
    now = timezone.now()
    rows = SavedSearch.objects.filter(user__is_active=True).select_related("user")
    return [row for row in rows if row.sent_at <= now - _PERIOD[row.every] and consents.has(row.user, PURPOSE, subject=row)]


def new_jobs(search: SavedSearch) -> list[Job]:
    """Return the open posts that fit a search and were published since it was last sent."""
    rows = Job.objects.visible().for_cards().filter(first_published_at__gt=search.sent_at)
    found = JobFilterSet(QueryDict(search.query), queryset=rows)
    return list(found.qs.order_by("-first_published_at")[:MAX_JOBS]) if found.form.is_valid() else []


def send_digest(search: SavedSearch) -> bool:
    """Send one digest if there is news, and return whether there was."""
    jobs = new_jobs(search)
    SavedSearch.objects.filter(pk=search.pk).update(sent_at=timezone.now())
    if not jobs:
        return False
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    stop = base + reverse("talent:search-stop", args=[search.token])
    if search.channel == SavedSearch.Channel.SMS:
        try:
            send(search.user.phone, PURPOSE, {"count": str(len(jobs)), "url": f"{base}/jobs/", "stop": stop})
        except SmsError:
            return False
        return True
    lines = [f"{job.title}，{job.summary}\n{base}{job.get_absolute_url()}" for job in jobs]
    body = "\n\n".join([*lines, _("不想再收到：%(stop)s") % {"stop": stop}])
    send_mail(_("有 %(count)d 个新职位") % {"count": len(jobs)}, body, settings.DEFAULT_FROM_EMAIL, [search.user.email], fail_silently=True)
    return True
