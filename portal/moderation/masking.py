"""What an author is offered whose text gives somebody away: the same text with the numbers masked (R-MOD-9)."""

from portal.moderation.extraction import passages
from portal.moderation.screening import masked_copy

# Clauses on personal data begin so (fixtures/reference/moderation).
_PERSONAL = "PI-"


def masked_copies(obj, hits: list[dict]) -> list[tuple[str, str]]:
    """Return the label and a masked copy of each text of an item's newest version in which personal numbers were found.

    Args:
        obj: the page or record.
        hits: what the screening of that version found.
    """
    fields = {hit["field"] for hit in hits if hit["clause"].startswith(_PERSONAL)}
    if not fields:
        return []
    found = [passage for passage in passages(obj.get_latest_revision_as_object()) if passage.field in fields]
    copies = [(passage.label, passage.text, masked_copy(passage.text)) for passage in found]
    return [(label, copy) for label, text, copy in copies if copy != text]
