"""What the portal holds about one person: every domain contributes its part (PIPL art. 44-47; 条例 23, 24).

A model with a foreign key to the user either belongs to a part or says why it is none; the system check ``accounts.E001`` finds the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, RevisionMixin, WorkflowMixin

from portal.core.audit import log_name
from portal.core.moments import minute_text


@dataclass(frozen=True)
class Part:
    """One part of a person's data.

    Attributes:
        code: key in the exported file.
        title: heading on the page.
        rows: takes the user and returns what is held as ``{label: value}`` per row; values are what JSON can carry.
        erase: takes the user and deletes or anonymises it when the account is closed.
        kept: what the law keeps after that and for how long, in words; empty if nothing.
    """

    code: str
    title: str | Promise
    rows: Callable[[Model], list[dict]]
    erase: Callable[[Model], object]
    kept: str | Promise = ""


_parts: dict[str, Part] = {}
_covered: set[str] = set()
_exempt: dict[str, str | Promise] = {}


def contribute(part: Part, *labels: str) -> None:
    """Add a domain's part that is no plain table (:func:`personal_data` is for those).

    Args:
        part: the part.
        labels: the models (``app.Model``) that it covers.
    """
    _parts[part.code] = part
    _covered.update(label.lower() for label in labels)


def exempt(label: str, reason: str | Promise) -> None:
    """Say why a model with a foreign key to the user is no part of that person's data: the row is about something else."""
    _exempt[label.lower()] = reason


def parts() -> list[Part]:
    """Return all parts in the order of their registration."""
    return list(_parts.values())


def accounted_for(label: str) -> bool:
    """Return whether a model contributes or says why not."""
    return label.lower() in _covered or label.lower() in _exempt


def export(user: Model) -> dict[str, list[dict]]:
    """Return all that is held about a person, by code of the part."""
    return {part.code: part.rows(user) for part in parts()}


@dataclass(frozen=True)
class Erasure:
    """What becomes of a person's rows when the account is closed.

    Attributes:
        act: takes the rows, the path from a row to its person, and the person.
        kept: what the law keeps and for how long, in words; empty if nothing.
    """

    act: Callable[[QuerySet, str, Model], object]
    kept: str | Promise = ""

    def keeping(self, reason: str | Promise) -> "Erasure":
        """Return the same, which says what is kept and why."""
        return replace(self, kept=reason)


# Sent for each row with a history before it is deleted, sender the model, with ``row``: others keep what it said, too.
forgotten = Signal()


def _delete(rows: QuerySet, _owner: str, _user: Model) -> None:
    if issubclass(rows.model, RevisionMixin):
        for row in rows:
            _forget_history(row)
    rows.delete()


def _forget_history(row: Model) -> None:
    row.revisions.all().delete()
    if isinstance(row, WorkflowMixin):
        row.workflow_states.all().delete()
    name_by_number(row)
    forgotten.send(type(row), row=row)


def name_by_number(row: Model) -> None:
    """Let Wagtail's log name a row as our own logs do, from now on and for what is past."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row, for_concrete_model=False))
    entries.filter(object_id=str(row.pk)).update(label=log_name(row))


# Rows go, with their history; rows stay without their person.
DELETE = Erasure(_delete)
ANONYMISE = Erasure(lambda rows, owner, user: rows.update(**{owner: None}))


def keep(reason: str | Promise) -> Erasure:
    """Return what leaves the rows as they are, because ``reason`` (the law) wants them kept."""
    return Erasure(lambda rows, owner, user: None, reason)


Field = str | tuple[str | Promise, str | Callable[[Model], object]]


def personal_data(
    title: str | Promise,
    fields: Sequence[Field],
    *,
    owner: str = "user",
    erase: Erasure = DELETE,
    code: str = "",
    related: Sequence[str] = (),
) -> Callable[[type[Model]], type[Model]]:
    """Return a class decorator that makes a model a part of a person's data.

    Args:
        title: heading on the page.
        fields: names of fields, which are called as the field is, or pairs of a label and a path with dots or a function of the row.
        owner: path from a row to its person.
        erase: what becomes of the rows when the account is closed.
        code: key in the exported file; the model's name when left out.
        related: what else the fields read, for ``select_related``.
    """

    def declare(model: type[Model]) -> type[Model]:
        def rows(user) -> QuerySet:
            return model._default_manager.filter(**{owner: user})

        def shown(user) -> list[dict]:
            foreign = [name for name in fields if isinstance(name, str) and model._meta.get_field(name).many_to_one]
            found = rows(user).select_related(*foreign, *related) if foreign or related else rows(user)
            return [dict(_cell(row, field) for field in fields) for row in found]

        part = Part(code or model._meta.model_name, title, shown, lambda user: erase.act(rows(user), owner, user), erase.kept)
        contribute(part, model._meta.label)
        return model

    return declare


def _cell(row: Model, field: Field) -> tuple[str, str]:
    if isinstance(field, str):
        display = getattr(row, f"get_{field}_display", partial(getattr, row, field))
        return str(row._meta.get_field(field).verbose_name), as_text(display())
    label, source = field
    if callable(source):
        return str(label), as_text(source(row))
    value = row
    for name in source.split("."):
        value = getattr(value, name)
    return str(label), as_text(value() if callable(value) else value)


def as_text(value) -> str:
    """Return a value as a person reads it in a copy of their data."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return minute_text(value)
    return str(value)
