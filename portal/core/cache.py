"""Things that seldom change, kept ready in every process and right in all of them at once.

What the frame of a page needs (identity, menu, towns, categories) is the same for all visitors and changes a few times a week. The
process's own memory is the quickest place for it, but two web processes must never show two different answers after an editor saves. So
every value is kept together with the *stamp*, one database row that each request reads once: whoever changes shared data gives the row
a new random value, and every process builds its values anew. Random, because a counter that a rolled-back transaction had moved would
come round again with other data behind it. See docs/adr/0004-shared-cache-stamp.md.
"""

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.core.signals import request_finished, request_started
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from portal.core.models import CacheStamp

_current_stamp: ContextVar[int | None] = ContextVar("current_stamp", default=None)
_values: dict[str, tuple[int, object]] = {}
# Names are few (a handful a site); the bound only guards against a caller that makes names from what visitors send.
_MOST_VALUES = 1000

T = TypeVar("T")


def current_stamp() -> int:
    """Return the stamp, reading it from the database once per request."""
    stamp = _current_stamp.get()
    if stamp is None:
        stamp = CacheStamp.objects.values_list("value", flat=True).filter(pk=CacheStamp.ONLY).first() or 0
        _current_stamp.set(stamp)
    return stamp


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


def shared_data_changed(**_kwargs) -> None:
    """Change the stamp. Written to be connected to signals; takes effect when the transaction does."""
    CacheStamp.objects.update_or_create(pk=CacheStamp.ONLY, defaults={"value": secrets.randbits(62)})
    _current_stamp.set(None)
    transaction.on_commit(_forget_stamp)


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
