"""What an author is offered whose text gives somebody away: the same text with the numbers masked (R-MOD-9)."""

from portal.moderation.extraction import passages
from portal.moderation.screening import is_personal, masked_copy


def masked_copies(record, hits: list[dict], content: dict | None) -> list[tuple[str, str]]:
    """Return the label and a masked copy of each text of a record's newest version in which personal numbers were found.

    Args:
        record: the record.
        hits: what the screening of that version found.
        content: that version, as its revision keeps it.
    """
    fields = {hit["field"] for hit in hits if is_personal(hit)}
    if not fields or content is None:
        return []
    # Only texts are read, so nobody needs to look whether what the version points to still exists.
    version = type(record).from_serializable_data(content, check_fks=False)
    found = [passage for passage in passages(version) if passage.field in fields]
    copies = [(passage.label, passage.text, masked_copy(passage.text)) for passage in found]
    return [(label, copy) for label, text, copy in copies if copy != text]
