"""Formatted text in a cell: blank lines between blocks, ``## `` before a heading, ``- `` before an item of a list.

Whatever of a text this cannot carry (links, bold, numbered lists, pictures, tables) marks the text as lossy: it is exported as far as it
goes, and a changed cell is refused instead of destroying the rest.
"""

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.text import clean_line
from portal.sheets.columns import Column
from portal.sheets.text import clean

HEADING, PARAGRAPH, LIST = "heading", "paragraph", "list"
_HEADING_TAGS = frozenset({"h2", "h3", "h4"})
# Attributes that Wagtail's own editor leaves behind and that mean nothing to a reader.
_MEANINGLESS = frozenset({"data-block-key"})


@dataclass(frozen=True)
class Element:
    """A heading, a paragraph or a list; a heading has one line, a list one an item."""

    kind: str
    lines: tuple[str, ...]


def elements_of_text(text: str) -> list[Element]:
    """Return the elements of a cell."""
    elements: list[Element] = []
    kind = ""
    lines: list[str] = []

    def close():
        if lines:
            elements.append(Element(kind, tuple(lines)))
            lines.clear()

    for line in clean(text).split("\n"):
        item = line[2:].strip() if line.startswith("- ") else ""
        if line.startswith("## ") and line[3:].strip():
            close()
            elements.append(Element(HEADING, (line[3:].strip(),)))
        elif not line:
            close()
        else:
            now = LIST if item else PARAGRAPH
            if now != kind:
                close()
            kind = now
            lines.append(item or line)
    close()
    return elements


def text_of_elements(elements: list[Element]) -> str:
    """Return elements as the text of a cell."""
    prefix = {HEADING: "## ", PARAGRAPH: "", LIST: "- "}
    return "\n\n".join("\n".join(f"{prefix[element.kind]}{line}" for line in element.lines) for element in elements)


def html_of_elements(elements: list[Element], heading_tag: str = "h3") -> str:
    """Return elements as Wagtail's rich text."""
    parts = []
    for element in elements:
        lines = [escape(line, quote=False) for line in element.lines]
        if element.kind == LIST:
            parts.append(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
        elif element.kind == HEADING:
            parts.append(f"<{heading_tag}>{lines[0]}</{heading_tag}>")
        else:
            parts.append(f"<p>{'<br/>'.join(lines)}</p>")
    return "".join(parts)


def blocks_of_elements(elements: list[Element]) -> list[dict]:
    """Return elements as the raw value of a page's body: a ``heading`` block for each heading, ``paragraph`` blocks for what is between."""
    blocks: list[dict] = []
    paragraph: list[Element] = []
    for element in [*elements, None]:
        if paragraph and (element is None or element.kind == HEADING):
            blocks.append({"type": PARAGRAPH, "value": html_of_elements(paragraph)})
            paragraph = []
        if element is not None and element.kind == HEADING:
            blocks.append({"type": HEADING, "value": element.lines[0]})
        elif element is not None:
            paragraph.append(element)
    return blocks


def elements_of_html(html: str) -> tuple[list[Element], bool]:
    """Return what a cell can carry of a rich text, and whether that is all of it."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_block()
    faithful = parser.faithful and elements_of_text(text_of_elements(parser.elements)) == parser.elements
    return parser.elements, faithful


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.faithful = True
        self.kind = PARAGRAPH
        self.lines: list[str] = []
        self.items: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        nested = self.items is not None and tag not in ("li", "br")
        if nested or any(name not in _MEANINGLESS for name, _value in attrs):
            self.faithful = False
        if tag == "br":
            self.lines.append("")
        elif tag == "ul" and self.items is None:
            self.end_block()
            self.items = []
        elif tag == "li" and self.items is not None:
            self.lines = [""]
        elif tag == "p" or tag in _HEADING_TAGS:
            self.end_block()
            self.kind = PARAGRAPH if tag == "p" else HEADING
            self.lines = [""]
        else:
            self.faithful = False
            if tag in ("ol", "ul"):
                self.end_block()
                self.items = self.items or []

    def handle_endtag(self, tag):
        if tag == "li" and self.items is not None:
            self._end_item()
        elif tag in ("ul", "ol"):
            self.end_block()
        elif tag == "p" or tag in _HEADING_TAGS:
            self.end_block()
            self.kind = PARAGRAPH

    def handle_data(self, data):
        if not self.lines:
            if not data.strip():
                return
            self.lines = [""]
        self.lines[-1] += data

    def end_block(self) -> None:
        """Close what is open."""
        if self.items is not None:
            self._end_item()
            items, self.items = self.items, None
            if items:
                self.elements.append(Element(LIST, tuple(items)))
            return
        lines = [line for line in map(clean_line, self.lines) if line]
        self.lines = []
        if not lines:
            return
        if self.kind == HEADING:
            lines = [" ".join(lines)]
        self.elements.append(Element(self.kind, tuple(lines)))

    def _end_item(self) -> None:
        line = clean_line(" ".join(self.lines))
        if len(self.lines) > 1:
            self.faithful = False
        if line and self.items is not None:
            self.items.append(line)
        self.lines = []


class RichTextColumn(Column):
    """A field of formatted text."""

    format = gettext_lazy("文字；空一行分段，“## ”开头是小标题，“- ”开头是列表")
    multiline = True

    def elements(self, value) -> tuple[list[Element], bool]:
        """Return what a cell can carry of a value, and whether that is all of it."""
        return elements_of_html(str(value or ""))

    def to_text(self, value):
        return text_of_elements(self.elements(value)[0])

    def to_value(self, text):
        return html_of_elements(elements_of_text(text))

    def write(self, obj, text):
        if not self.elements(getattr(obj, self.attribute))[1]:
            raise ValidationError(
                _("现有内容带有链接、加粗、编号、图片、表格等表格里写不下的格式，请在后台修改；这一格请保持导出时的原样。")
            )
        super().write(obj, text)
