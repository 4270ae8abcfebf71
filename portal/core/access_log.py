"""Who saw whose personal data (PIPL art. 51, 55; issue text "who-saw-what log"). The person concerned may read their own part.

A look that cannot be written at once, because others hold the database's lock or the disk is full, holds up no page: it goes to the
server's log with its moment, is kept in the process and written as soon as that works.
"""

import atexit
import logging
import threading
from collections.abc import Iterable

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError, OperationalError, connection, models
from django.utils.translation import gettext_lazy as _

from portal.core.append_only import AppendOnlyModel
from portal.core.audit import log_name, named
from portal.core.moments import second_text
from portal.core.unwaited import unwaited

logger = logging.getLogger("portal.access")

# Beyond this nothing is shown that cannot be written.
MAX_PENDING = 500
_pending: list["AccessEntry"] = []
_lock = threading.Lock()


class AccessEntry(AppendOnlyModel):
    """One look at one person's data. ``field`` is what was shown (``phone``, ``resume`` ...); ``purpose`` why, in the viewer's words."""

    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("查看人"), null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    viewer_name = models.CharField(_("查看人姓名"), max_length=150)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("被查看人"), null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    field = models.CharField(_("查看内容"), max_length=32)
    object_kind = models.CharField(_("对象类型"), max_length=64, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    object_name = models.CharField(_("对象"), max_length=200, blank=True)
    purpose = models.CharField(_("用途"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("个人信息查看记录")
        verbose_name_plural = _("个人信息查看记录")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{second_text(self.at)} {self.viewer_name} {self.field}"


def log_view(viewer, person, field: str, obj=None, purpose: str = "") -> AccessEntry:
    """Note that ``viewer`` was shown ``field`` of ``person``; call it in the request that shows it, before it is shown.

    Args:
        viewer: the user who looks.
        person: the user whose data it is; ``None`` for somebody without an account (``obj`` then says whose).
        field: what is shown.
        obj: the record in which it stands.
        purpose: why.
    """
    return log_views(viewer, [(person, field, obj, purpose)])[0]


def log_views(viewer, looks: Iterable[tuple]) -> list[AccessEntry]:
    """Note all looks of one page at once.

    Args:
        viewer: the user who looks.
        looks: ``(person, field, obj, purpose)`` of each, as in :func:`log_view`.

    Raises:
        OperationalError: too many looks wait to be written already.
    """
    entries = [
        AccessEntry(viewer=viewer, viewer_name=log_name(viewer)[:150], person=person, field=field, purpose=purpose, **named(obj))
        for person, field, obj, purpose in looks
    ]
    try:
        with unwaited():
            return AccessEntry.objects.bulk_create(entries)
    except OperationalError:
        if connection.in_atomic_block or len(_pending) + len(entries) > MAX_PENDING:
            raise
        _keep(entries)
        return entries


def _keep(entries: list[AccessEntry]) -> None:
    for entry in entries:
        seen = f"{entry.field} of person {entry.person_id} ({entry.object_kind} {entry.object_id})"
        logger.warning("person %s looks at %s; it cannot be written now and is kept", entry.viewer_id, seen)
    with _lock:
        _pending.extend(entries)


def write() -> None:
    """Write the looks that could not be written before; those that still cannot are kept."""
    with _lock:
        entries = list(_pending)
        _pending.clear()
    try:
        with unwaited():
            AccessEntry.objects.bulk_create(entries)
    except DatabaseError:
        logger.exception("%d looks at personal data could not be written; they are kept", len(entries))
        with _lock:
            _pending.extend(entries)


def _write_what_waits(**_kwargs) -> None:
    if _pending:
        write()


def connect() -> None:
    """Write what waits after requests and at the end of the process; called when the app is ready."""
    request_finished.connect(_write_what_waits, dispatch_uid="portal.core.access_log")
    atexit.register(_write_what_waits)
