"""Taking things off the site at once, and putting them back."""

from html import unescape

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from portal.core import audit
from portal.core.cache import shared_data_changed
from portal.moderation.extraction import passages
from portal.moderation.models.takedowns import TakeDown
from portal.moderation.notifications import tell_taken_down
from portal.moderation.registry import registration_of, specific
from portal.moderation.removals import being_restored

MAY_TAKE_DOWN, MAY_RESTORE = "moderation.take_down", "moderation.restore"


@transaction.atomic
def take_down(obj, user, clause: str, reason: str) -> TakeDown:
    """Take a page or record off the site: gone from its address, lists, feeds, sitemap and search when this returns (R-MOD-4).

    Args:
        obj: the page or record.
        user: who takes it down.
        clause: code of the clause it offends against.
        reason: why; shown at the old address.

    Raises:
        PermissionDenied: the user lacks the right, or it is not on the site, or clause or reason is missing.
    """
    if not user.has_perm(MAY_TAKE_DOWN):
        raise PermissionDenied(_("没有撤下内容的权限。"))
    obj = type(specific(obj))._default_manager.select_for_update().get(pk=obj.pk)
    if not obj.live:
        raise PermissionDenied(_("这份内容已经不在网站上。"))
    if not clause or not reason.strip():
        raise PermissionDenied(_("请写明撤下的条款和理由。"))
    registration = registration_of(type(obj))
    made = TakeDown.objects.create(
        **TakeDown.naming(obj),
        path=obj.get_absolute_url(),
        status=registration.gone,
        clause=clause,
        reason=reason.strip(),
        revision_content=obj.serializable_data(),
        text=evidence_text(obj),
        by=user,
    )
    # The right to take down stands by itself, beside Wagtail's right to unpublish.
    action = UnpublishPageAction if isinstance(obj, Page) else UnpublishAction
    action(obj, user=user).execute(skip_permission_checks=True)
    shared_data_changed()
    audit.record("moderation.take_down", obj, actor=user, before={"live": True}, after={"live": False}, clause=clause, reason=made.reason)
    tell_taken_down(made, registration.author_of(obj))
    return made


@transaction.atomic
def restore(takedown: TakeDown, user, reason: str) -> None:
    """Put what was taken down back as it was, without a new review: the text had one, and the removal is undone (docs/adr/0007).

    Args:
        takedown: the removal to undo.
        user: the director or whoever has the right.
        reason: why.

    Raises:
        PermissionDenied: the user lacks the right, the removal was undone before, the thing is gone, or there is no reason.
    """
    if not user.has_perm(MAY_RESTORE):
        raise PermissionDenied(_("没有恢复内容的权限。"))
    locked = TakeDown.objects.select_for_update().get(pk=takedown.pk)
    obj = specific(locked.thing) if locked.thing else None
    if locked.restored_at or obj is None:
        raise PermissionDenied(_("这次撤下已经恢复，或原内容已被删除。"))
    if not reason.strip():
        raise PermissionDenied(_("请写明恢复的理由。"))
    if not obj.live:
        restored = obj.with_content_json(locked.revision_content)
        with being_restored():
            restored.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)
    locked.restored_by, locked.restored_at, locked.restore_reason = user, timezone.now(), reason.strip()
    locked.save()
    shared_data_changed()
    audit.record("moderation.restore", obj, actor=user, before={"live": False}, after={"live": True}, clause=locked.clause, reason=reason)


def evidence_text(obj) -> str:
    """Return what a reader could read, field by field."""
    return unescape("\n".join(f"{passage.label}：{passage.text}" for passage in passages(obj)))


def in_force_at(path: str) -> TakeDown | None:
    """Return the removal that explains why nothing is at a path, or None."""
    return TakeDown.objects.in_force().filter(path=path).first()
