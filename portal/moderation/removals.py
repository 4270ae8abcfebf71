"""What was taken down stays down, and what the public has seen is not deleted: the two rules that every way of Wagtail's has to keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, ModelLogEntry, Page, PageLogEntry

from portal.core import audit
from portal.core.moments import minute_text
from portal.moderation.models.takedowns import TakeDown
from portal.moderation.registry import registration_of
from portal.moderation.rules import clause_name

_restoring: ContextVar[bool] = ContextVar("restoring", default=False)
# Wagtail's deeds that end a thing's life on the site, with the names that the audit log gives them.
_ENDINGS = {"wagtail.unpublish": "content.unpublish", "wagtail.delete": "content.delete"}


def in_force_about(obj) -> TakeDown | None:
    """Return the removal of something that nobody has undone, or None; what is on the site again has none, however it got there."""
    # What has no state of its own, such as a list of words, is never on the site.
    if not isinstance(obj, DraftStateMixin) or obj.live:
        return None
    return TakeDown.objects.in_force().about(obj).defer("revision_content", "text").first()


def why_down(obj) -> str:
    """Return, for staff, that something was taken down, by which clause and why, and who may change that; nothing if it was not."""
    found = in_force_about(obj)
    if found is None:
        return ""
    return _("“%(title)s”已于%(time)s被撤下（%(clause)s），理由：%(reason)s。再次发布须由中心主任在“撤下记录”中恢复。") % {
        "title": obj,
        "time": minute_text(found.at),
        "clause": clause_name(found.clause),
        "reason": found.reason.rstrip("。"),
    }


def must_not_be_down(obj) -> None:
    """Let nothing that was taken down get onto the site by another way than restoring it (:mod:`portal.moderation.takedowns`).

    Raises:
        PermissionDenied: it was taken down; says when, why and what can be done.
    """
    if obj.pk and not _restoring.get() and (why := why_down(obj)):
        raise PermissionDenied(why)


@contextmanager
def being_restored() -> Iterator[None]:
    """Let the one who restores publish what was taken down."""
    token = _restoring.set(True)
    try:
        yield
    finally:
        _restoring.reset(token)


def may_be_deleted(obj) -> bool:
    """Return whether something, with all pages below it, was never public, or left the site longer ago than records are kept."""
    things = obj.get_descendants(inclusive=True).specific(defer=True) if isinstance(obj, Page) else [obj]
    return all(_is_past(thing) for thing in things)


def _is_past(thing) -> bool:
    if not isinstance(thing, DraftStateMixin):
        return True
    if thing.live:
        return False
    removals = TakeDown.objects.about(thing).values_list("at", flat=True)
    seen = [moment for moment in (thing.last_published_at, thing.first_published_at, *removals) if moment is not None]
    return not seen or max(seen) < timezone.now() - timedelta(days=settings.AUDIT_RETENTION_DAYS)


def is_moderated(thing) -> bool:
    """Return whether something is of a kind that goes through the review."""
    try:
        return bool(registration_of(thing.specific_class if isinstance(thing, Page) else type(thing)))
    except LookupError:
        return False


def note_ending(sender, instance, created=False, **_signal) -> None:
    """Write into the audit log what Wagtail notes of an unpublishing or deletion; a take-down has written its own entry."""
    if not created or instance.action not in _ENDINGS:
        return
    model = instance.content_type.model_class() if instance.content_type_id else None
    key = instance.page_id if isinstance(instance, PageLogEntry) else instance.object_id
    try:
        thing = model._base_manager.get(pk=key) if model else None
    except ObjectDoesNotExist:
        thing = None
    by_setup = instance.user_id is None and not is_moderated(thing)
    if by_setup or (thing is not None and instance.action == "wagtail.unpublish" and in_force_about(thing)):
        return
    public = isinstance(thing, DraftStateMixin) and (thing.live or thing.first_published_at is not None)
    before, after = {"title": instance.label, "public": public}, {"live": False}
    audit.record(_ENDINGS[instance.action], thing, actor=instance.user, before=before, after=after)


LOGS = (PageLogEntry, ModelLogEntry)
