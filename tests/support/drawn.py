"""The fields of the largest form of a page, read quickly: what a browser would send of it untouched, in order."""

from html.parser import HTMLParser

Pairs = list[tuple[str, str]]


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Pairs] = []
        self._posts = False
        self._select: tuple[str, str | None] | None = None
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self._posts = (values.get("method") or "").lower() == "post"
            if self._posts:
                self.forms.append([])
        elif self._posts:
            self._field(tag, values)

    def _field(self, tag: str, values: dict) -> None:
        name, kind = values.get("name"), values.get("type", "text")
        if tag == "input" and name and kind not in {"file", "submit", "image"}:
            if kind not in {"checkbox", "radio"} or "checked" in values:
                self.forms[-1].append((name, values.get("value") or ("on" if kind == "checkbox" else "")))
        elif tag == "select" and name:
            self._select = (name, None)
        elif tag == "option" and self._select and (self._select[1] is None or "selected" in values):
            self._select = (self._select[0], values.get("value") or "")
        elif tag == "textarea" and name:
            self._area = (name, [])

    def handle_data(self, data):
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self._posts = False
        elif tag == "select" and self._select:
            if self._select[1] is not None and self._posts:
                self.forms[-1].append((self._select[0], self._select[1]))
            self._select = None
        elif tag == "textarea" and self._area:
            if self._posts:
                self.forms[-1].append((self._area[0], "".join(self._area[1])))
            self._area = None


def drawn_pairs(html: str) -> Pairs:
    """Return what the form with the most fields would send; nothing if the page has none that is sent by POST."""
    parser = _Forms()
    parser.feed(html)
    return max(parser.forms, key=len, default=[])
