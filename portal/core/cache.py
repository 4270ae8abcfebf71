"""Things that seldom change, kept ready in every process and right in all of them at once.

What the frame of a page needs (identity, menu, towns, categories) is the same for all visitors and changes a few times a week. The
process's own memory is the quickest place for it, but two web processes must never show two different answers after an editor saves. So
every value is kept together with the *stamp*, a number in the database that each request reads once: whoever changes shared data gives it
a new random value, and every process builds its values anew. Random, because a counter that a rolled-back transaction had moved would
come round again with other data behind it. :mod:`portal.core.writes` moves it with every write that public pages may show.
See docs/adr/0004-shared-cache-stamp.md.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save

from portal.core.models import CacheStamp

_current_stamp: ContextVar[tuple[int, int] | None] = ContextVar("current_stamp", default=None)
# After how many moves of the open transaction nobody has read the stamp: nothing was built that another move would have to forget.
_unread_since: ContextVar[int] = ContextVar("unread_since", default=0)
_values: dict[str, tuple[int, Any]] = {}
# Names are few (a handful a site); the bound only guards against a caller that makes names from what visitors send.
_MOST_VALUES = 1000
# Of many things of one kind those that were asked for last.
_recent: OrderedDict[str, tuple[int, Any]] = OrderedDict()
_MOST_RECENT = 200
# Few enough that the sum of all rows stays a whole number of 63 bits.
_BITS = 48
_READ = f"SELECT SUM(value) FROM {CacheStamp._meta.db_table}"  # noqa: S608 - a name of the project's own

T = TypeVar("T")


def current_stamp() -> int:
    """Return the stamp, reading it from the database once per request: the sum of its rows."""
    _unread_since.set(0)
    known, moves = _current_stamp.get(), _moves_of_this_transaction()
    if known is None or known[1] != moves:
        with connection.cursor() as cursor:
            cursor.execute(_READ)
            stamp = int(cursor.fetchone()[0] or 0)
        # With the moves it holds: those that are rolled back take it with them.
        known = (stamp, moves)
        _current_stamp.set(known)
    return known[0]


def shared(name: str, build: Callable[[], T]) -> T:
    """Return the value of ``name``, building it when the shared data has changed since.

    Args:
        name: a key unique in the project, such as ``"identity:chrome:1"``.
        build: makes the value. All requests of the process are given the same object, so nobody may change it.
    """
    stamp = current_stamp()
    kept = _values.get(name)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    value = build()
    if len(_values) >= _MOST_VALUES:
        _values.clear()
    _values[name] = (stamp, value)
    return value


def recent(name: str, build: Callable[[], T]) -> T:
    """Return the value of ``name`` like :func:`shared`, where there may be any number of names: the last two hundred are kept.

    Args:
        name: a key unique in the project.
        build: makes the value, which nobody may change; what it raises is raised again.
    """
    stamp = current_stamp()
    # Taken out and put in again: the order is that of the last use.
    kept = _recent.pop(name, None)
    if kept is not None and kept[0] == stamp:
        _recent[name] = kept
        return kept[1]
    value = build()
    _recent[name] = (stamp, value)
    if len(_recent) > _MOST_RECENT:
        _recent.popitem(last=False)
    return value


def shared_data_changed(**_kwargs) -> None:
    """Change the stamp. Written to be connected to signals; takes effect when the transaction does.

    Nobody waits: what another open transaction has locked is passed over, and the stamp gets one more row where all are locked.
    """
    if 0 < _unread_since.get() == _moves_of_this_transaction():
        return
    value = secrets.randbits(_BITS)
    # SQLite has one writer and no row locks, and could not open a savepoint while a statement's rows are still to be read.
    with transaction.atomic(savepoint=False) if connection.features.has_select_for_update else nullcontext():
        free = CacheStamp.objects.select_for_update(skip_locked=True).order_by("pk").values("pk")[:1]
        if not CacheStamp.objects.filter(pk__in=free).update(value=value):
            CacheStamp.objects.create(value=value)
    _current_stamp.set(None)
    transaction.on_commit(_forget_stamp)
    _unread_since.set(_moves_of_this_transaction())


def _moves_of_this_transaction() -> int:
    """Return how often the open transaction has moved the stamp; what was rolled back to a savepoint is no longer in Django's list."""
    return sum(entry[1] is _forget_stamp for entry in connection.run_on_commit)


def live_record_changed(instance, **_kwargs) -> None:
    """Change the stamp when something on the site is deleted or changes its state; connected to all deletions and to ``record_changed``."""
    if getattr(instance, "live", False) is True:
        shared_data_changed()


def watch(*models) -> None:
    """Move the stamp whenever a row of these models is saved or deleted; called from an app's ``ready``."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(shared_data_changed, sender=model, dispatch_uid=f"portal.core.cache.{model._meta.label}")


def _forget_stamp(**_kwargs) -> None:
    _current_stamp.set(None)


request_started.connect(_forget_stamp, dispatch_uid="portal.core.cache.started")
request_finished.connect(_forget_stamp, dispatch_uid="portal.core.cache.finished")
