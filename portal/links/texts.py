"""The links that stand in texts: visited like those to shops, and without a way out where they lead nowhere or elsewhere (R-SUP-4)."""

import re
from collections.abc import Iterator
from html import escape, unescape

from wagtail.rich_text import LinkHandler

from portal.inspection.texts import published_texts, strings
from portal.links.models import LONGEST, is_hidden
from portal.links.registry import Link

_HREF = re.compile(r'<a\b[^<>]*?\bhref="(https?://[^"]+)"', re.IGNORECASE)
# Texts hold many links that stay as they are for years.
_DAYS = 7


def text_links() -> Iterator[Link]:
    """Return the links in the texts of everything published; those longer than a check can name are left out."""
    for _model, _pk, title, values in published_texts():
        for text in strings(values):
            for url in map(unescape, _HREF.findall(text)):
                if len(url) <= LONGEST:
                    yield Link(url, title, days=_DAYS)


class ExternalLinkHandler(LinkHandler):
    """Draws a link to another site; one that the nightly check has hidden stays as words."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        url = attrs["href"]
        return "<a>" if is_hidden(url) else f'<a href="{escape(url)}">'
