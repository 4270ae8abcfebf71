"""A case of any kind that the portal has, made from what its table says: a new kind is covered by its declaration."""

from typing import Any

from django.db import models

from portal.cases.kinds import CaseKind
from portal.cases.models import Case, Graded
from portal.cases.services import open_case
from portal.core.encryption import EncryptedTextField

# What the engine and the steps of a kind fill in.
_LATER = {field.name for base in (Case, Graded) for field in base._meta.get_fields()}


def values_of(kind: CaseKind, text: str) -> dict[str, Any]:
    """Return values for a kind's own columns: ``text`` where somebody writes, the first of what is chosen.

    What may be empty is left so; what must be named is the first there is, such as the type of a member.
    """
    found = {}
    for field in kind.model._meta.concrete_fields:
        if field.name in _LATER or field.primary_key or field.name == "state":
            continue
        if field.choices:
            found[field.name] = field.flatchoices[0][0]
        elif isinstance(field, EncryptedTextField) or (isinstance(field, models.CharField | models.TextField) and not field.blank):
            found[field.name] = text[: field.max_length]
        elif isinstance(field, models.DecimalField) and not field.null:
            found[field.name] = 1
        elif field.many_to_one and not field.null:
            found[field.name] = field.related_model._default_manager.first()
    return found


def case_of(kind: CaseKind, *, text: str = "请尽快处理。", contact: str = "13900007777", **values) -> tuple[Any, str]:
    """Return a case of a kind that has just come, with its code."""
    return open_case(kind, address="192.0.2.77", contact=contact, **{**values_of(kind, text), **values})
