"""What is moderated and how: the one registration that every publishable model makes.

A model joins with the mixin :class:`portal.moderation.mixins.Moderated` and the decorator :func:`moderated`; a system check
(``moderation.E001``) names the one that does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from wagtail.models import Page

NOT_FOUND, GONE = 404, 410
# Columns that Wagtail fills by itself or that repeat another one.
_NEVER = frozenset({"draft_title", "path", "slug", "url_path"})

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class Registration:
    """How the texts of a model are judged.

    Args:
        kind: kind of content, as the rules name it: ``news``, ``product``, ``enterprise`` ...
        gone: what the address answers after a take-down: 410, or 404 where even the former existence is nobody's business.
        reportable: whether the public page offers the report link.
        fields: names of the fields to screen; empty means all fields of running text.
        leave_out: names of fields that are not screened although they hold text, such as codes that their own validator checks.
        author: returns who wrote an object; by default whoever saved its latest revision.
        unseen: names of the fields that the public never sees; a reviewer is shown all others.
        cautions: returns what a reviewer of this very version should beware of, in words.
    """

    model: type[models.Model]
    kind: str
    gone: int = GONE
    reportable: bool = True
    fields: tuple[str, ...] = ()
    leave_out: frozenset[str] = _NEVER
    author: Callable | None = None
    unseen: frozenset[str] = frozenset()
    cautions: Callable[[models.Model], list[str]] | None = None

    def author_of(self, obj):
        """Return the user who wrote ``obj``, or nobody."""
        if self.author is not None:
            return self.author(obj)
        latest = obj.latest_revision
        return (latest.user if latest else None) or getattr(obj, "owner", None)


_registrations: dict[type[models.Model], Registration] = {}


def moderated(kind: str, *, leave_out: tuple[str, ...] = (), unseen: tuple[str, ...] = (), **options) -> Callable[[M], M]:
    """Return a class decorator that registers a model.

    Args:
        kind: kind of content, as the rules name it.
        leave_out: names of text fields that are not screened.
        unseen: names of fields that the public never sees.
        options: the other arguments of :class:`Registration`.
    """

    def register(model: M) -> M:
        _registrations[model] = Registration(model, kind, leave_out=_NEVER | set(leave_out), unseen=frozenset(unseen), **options)
        return model

    return register


def registration_of(model: type[models.Model]) -> Registration:
    """Return the registration of a model or of the class of a page.

    Raises:
        LookupError: the model is not registered.
    """
    try:
        return _registrations[model]
    except KeyError:
        raise LookupError(f"{model._meta.label} is not registered with the moderation") from None


def registrations() -> list[Registration]:
    """Return all registrations, by model name."""
    return sorted(_registrations.values(), key=lambda registration: registration.model._meta.label)


def specific(obj):
    """Return a page in its own type, and anything else as it is."""
    return obj.specific if isinstance(obj, Page) else obj
