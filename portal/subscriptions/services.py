"""Searches that people keep, and the digests of what is new in them (R-TAL-2)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.sms.sending import SmsError, send
from portal.core import audit, consents
from portal.core.transitions import TransitionError
from portal.subscriptions.models import SavedSearch
from portal.web.sections import Section

MAX_SEARCHES, MAX_RECORDS = 10, 10
_PERIOD = {SavedSearch.Every.DAY: timedelta(days=1), SavedSearch.Every.WEEK: timedelta(days=7)}


@transaction.atomic
def keep_search(section: Section, user, query: str, every: str, channel: str) -> SavedSearch:
    """Keep a search; the call is the consent to be written to (the form says so).

    Args:
        section: whose list; its ``digest`` is the purpose of the consent.
        user: whose search.
        query: the query string of the list; what is no filter of it is dropped.
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
    kept = section.filters_of(QueryDict(query)).urlencode()
    defaults = {"every": every, "token": secrets.token_urlsafe(32), "sent_at": timezone.now()}
    search, _made = SavedSearch.objects.update_or_create(user=user, feed=section.feed, query=kept, channel=channel, defaults=defaults)
    consents.give(user, section.digest, subject=search)
    return search


@transaction.atomic
def stop_search(search: SavedSearch) -> None:
    """Stop a digest and forget the search; the token in the message is enough."""
    consents.withdraw(search.user, search.section.digest, subject=search)
    audit.record("subscriptions.stopped", search)
    search.delete()


def due_searches() -> list[SavedSearch]:
    """Return the searches whose period is over and whose consent stands."""
    now = timezone.now()
    rows = SavedSearch.objects.filter(user__is_active=True).select_related("user")
    due = (row for row in rows if row.sent_at <= now - _PERIOD[row.every])
    return [row for row in due if consents.has(row.user, row.section.digest, subject=row)]


def new_records(search: SavedSearch) -> list[Model]:
    """Return what fits a search and was published since it was last sent."""
    section = search.section
    rows = section.visible().for_cards().filter(first_published_at__gt=search.sent_at)
    found = section.filterset(QueryDict(search.query), queryset=rows)
    return list(found.qs.order_by("-first_published_at")[:MAX_RECORDS]) if found.form.is_valid() else []


def send_digest(search: SavedSearch) -> bool:
    """Send one digest if there is news, and return whether there was."""
    records, section = new_records(search), search.section
    SavedSearch.objects.filter(pk=search.pk).update(sent_at=timezone.now())
    if not records:
        return False
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    count, stop = len(records), base + search.stop_path
    if search.channel == SavedSearch.Channel.SMS:
        try:
            send(search.user.phone, section.digest, {"count": str(count), "url": base + section.url, "stop": stop})
        except SmsError:
            return False
        return True
    lines = [f"{record}，{section.summary_of(record)}\n{base}{record.get_absolute_url()}" for record in records]
    body = "\n\n".join([*lines, _("不想再收到：%(stop)s") % {"stop": stop}])
    subject = _("%(section)s：%(count)d 条新内容") % {"section": section.title, "count": count}
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [search.user.email], fail_silently=True)
    return True


def send_digests() -> None:
    """Send the digests whose period is over."""
    for search in due_searches():
        send_digest(search)
