"""What stands in the public base about a text that somebody is typing."""

from portal.consultation.models import PublicAnswer
from portal.core.text import clean_line
from portal.web.listing import matching

_LEAST, _MOST_TEXT, _MOST = 2, 60, 5


def suggestions(text: str) -> list[PublicAnswer]:
    """Return the entries that fit a text best, a few; nothing for less than two characters."""
    line = clean_line(text)[:_MOST_TEXT]
    keys = (matching(PublicAnswer, line) or [])[:_MOST] if len(line) >= _LEAST else []
    found = PublicAnswer.objects.visible().in_bulk(keys)
    return [found[key] for key in keys if key in found]
