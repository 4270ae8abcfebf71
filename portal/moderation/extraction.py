"""The running text of a page or record, in passages that can be pointed at."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

from portal.core.validators import credit_code, mobile_number, phone_number
from portal.moderation.registry import Registration, registration_of

# What these fields may hold is decided by their own validators, and a phone number in a field for it is meant to be read.
_CHECKED_ELSEWHERE = (phone_number, mobile_number, credit_code)
_EXCERPT = 12


@dataclass(frozen=True)
class Passage:
    """One stretch of running text: ``field`` is its position (``title``, ``body.2``, ``offers.0.content``), ``label`` the same in words."""

    field: str
    label: str
    text: str


def passages(obj) -> list[Passage]:
    """Return the texts of a page or record that the rules of the moderation apply to.

    Raises:
        LookupError: the model is not registered.
    """
    registration = registration_of(type(obj))
    found = [*_own(obj, registration), *_children(obj)]
    return [passage for passage in found if passage.text.strip()]


def screened_fields(registration: Registration) -> list[models.Field]:
    """Return the columns of a model whose texts the rules apply to."""
    if registration.fields:
        return [field for field in registration.model._meta.concrete_fields if field.name in registration.fields]
    return [field for field in registration.model._meta.concrete_fields if _is_text(field, registration.leave_out)]


def excerpt(text: str, start: int, end: int) -> str:
    """Return a hit with a few characters on either side."""
    left, right = max(0, start - _EXCERPT), min(len(text), end + _EXCERPT)
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}".replace("\n", " ")


def _own(obj, registration: Registration) -> Iterator[Passage]:
    for field in screened_fields(registration):
        label = str(field.verbose_name)
        if isinstance(field, StreamField):
            yield from _stream(getattr(obj, field.name), field.name, label)
        else:
            yield Passage(field.name, label, _plain(field, getattr(obj, field.name)))


def _children(obj) -> Iterator[Passage]:
    for relation in get_all_child_relations(obj):
        model = relation.related_model
        if model._meta.app_label.startswith("wagtail"):
            continue
        name = relation.get_accessor_name()
        fields = [field for field in model._meta.concrete_fields if _is_text(field, frozenset())]
        for number, child in enumerate(getattr(obj, name).all()):
            for field in fields:
                label = f"{model._meta.verbose_name}{number + 1} {field.verbose_name}"
                yield Passage(f"{name}.{number}.{field.name}", label, _plain(field, getattr(child, field.name)))


def _is_text(field, leave_out: frozenset[str]) -> bool:
    if isinstance(field, StreamField):
        return field.name not in leave_out
    if not isinstance(field, models.CharField | models.TextField) or not field.editable or field.choices or field.name in leave_out:
        return False
    if isinstance(field, models.URLField | models.EmailField | models.SlugField):
        return False
    return not any(check in _CHECKED_ELSEWHERE or isinstance(check, EmailValidator | URLValidator) for check in field.validators)


def _plain(field, value) -> str:
    if not isinstance(value, str):
        return ""
    return get_text_for_indexing(value) if isinstance(field, RichTextField) else value


def _stream(stream, name: str, label: str) -> Iterator[Passage]:
    for number, child in enumerate(stream or ()):
        texts = [str(text) for text in child.block.get_searchable_content(child.value)]
        if isinstance(child.block, TableBlock):
            texts = _table(child.value)
        where = _("%(field)s第%(number)d块（%(block)s）") % {"field": label, "number": number + 1, "block": child.block.label}
        yield Passage(f"{name}.{number}", where, "\n".join(texts))


def _table(value) -> list[str]:
    rows = (value or {}).get("data") or []
    return [str((value or {}).get("table_caption") or ""), *("\t".join(str(cell or "") for cell in row) for row in rows)]
