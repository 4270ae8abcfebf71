"""Formatted text as plain words with what the words hide: where links lead, which pictures stand between them."""

from html.parser import HTMLParser

_ENDS_A_LINE = frozenset({"p", "li", "br", "h2", "h3", "h4", "h5", "h6", "tr", "div", "blockquote"})


def text_with_links(html: str) -> str:
    """Return the words of some HTML, a line for each paragraph, each link followed by its address in brackets."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return "\n".join(filter(None, (line.strip() for line in "".join(parser.parts).split("\n"))))


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a":
            self.addresses.append(values.get("href") or "")
        elif tag == "img":
            self.parts.append(f"〔{values.get('src') or ''} {values.get('alt') or ''}〕")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag == "a" and self.addresses and (address := self.addresses.pop()):
            self.parts.append(f"〔{address}〕")
        elif tag in _ENDS_A_LINE:
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data)
