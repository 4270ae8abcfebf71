"""Records: every section that says how it is found (:class:`portal.web.sections.SearchKind`) needs no document of its own."""

from functools import partial

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from wagtail.fields import RichTextField, StreamField

from portal.core.models import PublishableRecord
from portal.web.sections import SearchKind, Section, Word, sections, value_of
from search.analysis.plain import plain
from search.documents.base import NOT_FINDABLE, Content, end_of, names, register
from search.documents.kinds import KINDS

# Characters of an introduction that a result shows; the rest is found as its body.
MAX_SUMMARY = 200


def record_content(section: Section, found: SearchKind, record: PublishableRecord) -> Content:
    """Return the content of a record, read as its section's ``search`` says."""
    town = getattr(record, "town", None)
    summary = section.summary_of(record)
    keywords = [text for word in found.keywords for text in _texts(record, word)]
    body = [summary[MAX_SUMMARY:], *(text for word in found.body for text in _texts(record, word))]
    return Content(
        kind=found.kind,
        title=str(record),
        url=record.get_absolute_url(),
        summary=summary[:MAX_SUMMARY],
        body="\n".join(filter(None, body)),
        keywords=names([*keywords, town, found.label, record._meta.verbose_name]),
        town=town.code if town else "",
        category=str(value_of(record, found.category)) if found.category else "",
        price=value_of(record, found.price) if found.price else None,
        dated_at=value_of(record, found.dated),
        visible_until=end_of(value_of(record, found.last_day)) if found.last_day else None,
        boost=found.boost,
    )


def _texts(record: Model, word: Word) -> list[str]:
    value = value_of(record, word)
    if _is_rich(record, word):
        return [plain(value)]
    return [str(one) for one in value if one] if isinstance(value, list | tuple) else [str(value or "")]


def _is_rich(record: Model, word: Word) -> bool:
    try:
        return isinstance(word, str) and isinstance(record._meta.get_field(word), RichTextField | StreamField)
    except FieldDoesNotExist:
        return False


def register_records() -> None:
    """Make the records of every section findable, or keep its reason why they are not."""
    for section in sections():
        if section.search is None:
            NOT_FINDABLE[section.model._meta.label_lower] = section.why_not_findable
        else:
            KINDS.setdefault(section.search.kind, section.search.label)
            register(section.model, section.search.kind, partial(record_content, section, section.search))


register_records()
