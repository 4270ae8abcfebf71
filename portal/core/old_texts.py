"""Old rows in the one form of texts: what was kept before forms cleaned is brought to what a form would keep today.

Only what the public reads is rewritten: pages, records, the rows below them and the site's settings. What people sent (cases, letters),
what was decided and every revision stays as it was, since it is evidence and hits of the screening point into it; a text that comes from
an old revision is cleaned by the form of whoever saves it. See docs/adr/0024-old-texts.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page

from portal.core import audit
from portal.core.fields import PhoneField
from portal.core.models import PublishableRecord

ACTION = "core.text_cleaned"
_OURS = ("portal.", "cms.", "search.")
# What holds plain text; subclasses with a meaning of their own (addresses, formatted and encrypted text) are no plain text.
_PLAIN = frozenset({models.CharField, models.TextField, PhoneField})
# Rows held at once.
_CHUNK = 500


@dataclass(frozen=True)
class Change:
    """One text that is not in its one form.

    Args:
        model, pk: whose.
        field: which.
        old, new: the text as it is and as it should be.
        problem: why it was or will be left, in words; nothing if it is rewritten.
    """

    model: type[models.Model]
    pk: object
    field: models.Field
    old: str
    new: str
    problem: str = ""


def models_with_texts() -> list[type[models.Model]]:
    """Return the models whose texts the public reads."""
    return [model for model in apps.get_models() if model.__module__.startswith(_OURS) and _is_read(model) and plain_fields(model)]


def _is_read(model: type[models.Model]) -> bool:
    child = any(isinstance(field, ParentalKey) for field in model._meta.fields)
    return issubclass(model, Page | PublishableRecord) or child or model in registry


def plain_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a model that hold plain text which people type; the place of a page in the tree is none."""
    fields = [field for field in model._meta.fields if type(field) in _PLAIN and field.editable and not field.choices]
    return [field for field in fields if not (field.name == "path" and issubclass(model, Page))]


def old_texts(*, write: bool) -> Iterator[Change]:
    """Yield every text that is not in its one form; a few hundred rows are held at a time.

    Args:
        write: whether to rewrite it, row by row, each in a transaction of its own with its entry in the audit log.
    """
    for model in models_with_texts():
        fields = plain_fields(model)
        for pk, *values in _rows(model, fields):
            changes = [found for field, value in zip(fields, values, strict=True) if (found := _change(model, pk, field, value))]
            if not changes:
                continue
            problem = _rewrite(model, pk, fields) if write and not all(change.problem for change in changes) else ""
            yield from (change if change.problem or not problem else _left(change, problem) for change in changes)


def _rows(model: type[models.Model], fields: list[models.Field]) -> Iterator[tuple]:
    """Yield key and texts of every row, by key, so that what is rewritten meanwhile is neither missed nor seen twice."""
    rows = model._base_manager.order_by("pk").values_list("pk", *(field.attname for field in fields))
    chunk = list(rows[:_CHUNK])
    while chunk:
        yield from chunk
        chunk = list(rows.filter(pk__gt=chunk[-1][0])[:_CHUNK])


def _change(model, pk, field: models.Field, old) -> Change | None:
    if not isinstance(old, str):
        return None
    form_field = field.formfield()
    new = form_field.to_python(old) or "" if form_field else old
    if new == old:
        return None
    problem = "" if new or field.blank else _("整理后是空的，请人工补写")
    return Change(model, pk, field, old, new, problem)


def _left(change: Change, problem: str) -> Change:
    return Change(change.model, change.pk, change.field, change.old, change.new, problem)


def _rewrite(model: type[models.Model], pk, fields: list[models.Field]) -> str:
    """Bring the texts of one row to their one form as they are now; return why that was not possible, or nothing."""
    try:
        with transaction.atomic():
            row = model._base_manager.select_for_update(of=("self",) if model._meta.parents else ()).get(pk=pk)
            changes = [found for field in fields if (found := _change(model, pk, field, getattr(row, field.attname)))]
            names = [change.field.name for change in changes if not change.problem]
            for change in changes:
                if not change.problem:
                    setattr(row, change.field.attname, change.new)
            _save(row, names, {change.field.name: change.old for change in changes})
            audit.record(ACTION, row, after={"fields": names})
    except ObjectDoesNotExist:
        return str(_("已被删除"))
    except (ValidationError, IntegrityError) as error:
        why = "；".join(error.messages) if isinstance(error, ValidationError) else _("与另一条重复")
        return str(_("没有改写，请人工处理：%(why)s") % {"why": why})
    return ""


def _save(row: models.Model, names: list[str], before: dict[str, str]) -> None:
    """Save some fields of a row; the search and everything else that follows a saved row follows this one."""
    if not isinstance(row, Page):
        row.save(update_fields=names)
        return
    # The admin's lists show the newest draft's title, which is the public one unless somebody is at work on another.
    if "title" in names and row.draft_title == before["title"]:
        row.draft_title, names = row.title, [*names, "draft_title"]
    row.save(clean=False, update_fields=names)
