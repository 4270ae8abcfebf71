"""Faults in what is on the site, read where it is stored: each table of published things once, no page drawn (R-SUP-4)."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from portal.inspection.models import Rule
from portal.inspection.registry import Seen
from portal.media.models import CustomDocument, CustomImage
from portal.media.visibility import shown_keys
from portal.moderation.extraction import screened_fields
from portal.moderation.models import Screening
from portal.moderation.registry import registrations

_CHUNK = 500
# Faults of one page that are named; whoever mends it sees the others.
_NAMED = 5
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<a\b[^<>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_HEADS = {"row", "column", "both"}


def published_texts() -> Iterator[tuple[type[Model], Any, str, list]]:
    """Yield each published thing: its model, key and name, and the values of its texts, those of stream fields as Wagtail stores them."""
    for registration in registrations():
        model, fields = registration.model, screened_fields(registration)
        names = [field.name for field in fields if field.name not in registration.unseen]
        name = next((name for name in ("title", "name") if name in names), None)
        rows: Any = model._default_manager.filter(live=True).order_by("pk").values_list("pk", *names)
        for pk, *values in rows.iterator(chunk_size=_CHUNK):
            title = str(values[names.index(name)]) if name else f"{model._meta.verbose_name} {pk}"
            yield model, pk, title, [_stored(value) for value in values]


def faults(look: Callable[[list], Iterable[str]]) -> Iterator[Seen]:
    """Yield each published thing in which ``look`` finds something, with what it finds.

    Args:
        look: is given the values of the texts of a thing (:func:`published_texts`), and yields faults in words.
    """
    for model, pk, title, values in published_texts():
        found = list(dict.fromkeys(look(values)))
        if found:
            yield Seen.of(model, pk, title, "；".join(found[:_NAMED]))


def _stored(value) -> Any:
    return list(value.raw_data) if isinstance(value, StreamValue) else value


def strings(value) -> Iterator[str]:
    """Yield every text of a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def wrong_words(rule: Rule) -> Iterator[Seen]:
    """Yield what has a wrong word of the rule's list in it: each line is the wrong word, ``=`` and the right one."""
    right = {wrong.strip(): good.strip() for wrong, _equals, good in (line.partition("=") for line in rule.lines)}
    listed = re.compile("|".join(map(re.escape, filter(None, right))))

    def look(values: list) -> Iterator[str]:
        for text in strings(values):
            for wrong in listed.findall(_TAG.sub("", text)):
                yield _("“%(wrong)s”应为“%(right)s”") % {"wrong": wrong, "right": right[wrong]} if right[wrong] else f"“{wrong}”"

    return faults(look)


def screened(_rule: Rule) -> Iterator[Seen]:
    """Yield what is on the site and what the rules of today object to, unless it was handed in anew since."""
    again = Screening.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), at__gt=OuterRef("at"), occasion=Screening.Occasion.SUBMIT
    )
    objected = Screening.objects.filter(occasion=Screening.Occasion.RULES, verdict__in=("review", "block"))
    rows = objected.filter(~Exists(again)).order_by("content_type", "at").select_related("content_type")
    live: dict[int, set[str]] = {}
    for row in rows:
        model = row.content_type.model_class()
        if model is None:
            continue
        if row.content_type_id not in live:
            live[row.content_type_id] = {str(pk) for pk in model._default_manager.filter(live=True).values_list("pk", flat=True)}
        if row.object_id in live[row.content_type_id]:
            words = (hit["shown"] or hit["reason"] for hit in row.hits if hit["action"] != "note")
            yield Seen.of(model, row.object_id, row.title, "、".join(dict.fromkeys(filter(None, words))))


def unlabelled(_rule: Rule) -> Iterator[Seen]:
    """Yield pictures on the site without text alternative, and things with links without words or tables without head (GB/T 37668)."""
    shown = shown_keys(CustomImage)
    for pk, title, text in CustomImage.objects.values_list("pk", "title", "description").iterator(chunk_size=_CHUNK):
        if not text.strip() and pk in shown:
            yield Seen.of(CustomImage, pk, title, _("图片没有替代文字"))
    yield from faults(_unlabelled)


def _unlabelled(values: list) -> Iterator[str]:
    for value in values:
        for text in strings(value):
            if any(not _TAG.sub("", words).replace("&nbsp;", " ").strip() for words in _LINK.findall(text)):
                yield _("有没有文字的链接")
        for block in value if isinstance(value, list) else ():
            if isinstance(block, dict) and block.get("type") == "table" and not _has_head(block.get("value") or {}):
                yield _("有没有表头的表格")


def _has_head(table: dict) -> bool:
    return bool(table.get("first_row_is_table_header") or table.get("first_col_is_header") or table.get("table_header_choice") in _HEADS)


def lost_files(_rule: Rule) -> Iterator[Seen]:
    """Yield files for download that the site offers and the store has lost."""
    shown = shown_keys(CustomDocument)
    storage = CustomDocument._meta.get_field("file").storage
    for pk, title, name in CustomDocument.objects.values_list("pk", "title", "file").iterator(chunk_size=_CHUNK):
        if pk in shown and not (name and storage.exists(name)):
            yield Seen.of(CustomDocument, pk, title, _("文件不能下载"))
