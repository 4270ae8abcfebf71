"""HTML as Word, WPS, Excel, the editors of WeChat and other sites write it, read into the few blocks of a body.

The one place where what others wrote is cleaned: only words, headings, lists, bold, italic, links, tables and pictures that came along are
taken over, and nothing else is ever written out. Runs in the parser's process (:mod:`portal.uploads.guard`).
"""

import base64
import binascii
import re
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from portal.media.manuscripts.parts import BREAK, LONGEST_QUOTE, Look, Paragraph, Part, Picture, Quote, assembled
from portal.media.manuscripts.tables import table_of
from portal.web.parameters import without_tracking

_DROPPED = frozenset(
    [
        *("script", "style", "head", "title", "meta", "link", "base", "noscript", "template", "svg", "math", "object"),
        *("embed", "applet", "canvas", "input", "button", "select", "textarea", "option", "xml", "col", "colgroup"),
    ]
)
_FILMS = frozenset(["iframe", "video", "audio"])
_BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "dl", "dt"),
        *("dd", "figure", "figcaption", "pre", "hr", "form", "fieldset", "details", "summary", "td", "th", "tr", "tbody"),
        *("thead", "tfoot", "table", "caption", "body", "html"),
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_DRAWN = ("v:", "w:", "x:", "m:", "mp-")
_SCHEMES = frozenset(["http", "https", "mailto", "tel"])
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,(?P<code>[A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_NO_ALT = re.compile(r"(图片|image|img|photo|picture)[\s_\d-]*|.*\.(png|jpe?g|gif|webp)", re.IGNORECASE)
_OUTLINE = re.compile(r"[1-9]")
_IN_LIST = re.compile(r"\bl\d+ level(?P<level>\d)")
_COUNTED = re.compile(r"[(（]?\s*([0-9]+|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+)\s*[.．、)）]")
_WEIGHT = 600
_DOT = 3
MOST_PICTURES = 40


class _Place(NamedTuple):
    """Where in the document the reader stands."""

    look: Look = Look()
    lists: tuple[bool, ...] = ()


def read(html: str) -> tuple[dict, bytes]:
    """Return title, blocks and what was left out of a piece of HTML, and the bytes of its pictures.

    Args:
        html: a document or a part of one, as a clipboard holds it.
    """
    reader = _Reader()
    reader.children(BeautifulSoup(html, "html.parser"), _Place())
    reader.flush()
    title, blocks = assembled(reader.parts)
    return {"title": title, "blocks": blocks, "notes": reader.notes}, bytes(reader.content)


def inspected(stream) -> tuple[dict, bytes]:
    """Read an HTML file; see :func:`read`."""
    return read(stream.read().decode("utf-8", "replace"))


class _Reader:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.current = Paragraph()
        self.content = bytearray()
        self.notes: dict[str, int] = {}
        self.pictures = 0

    def children(self, element: Tag, place: _Place) -> None:
        for child in element.children:
            if isinstance(child, Tag):
                self.element(child, place)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.text(str(child), place.look)

    def text(self, text: str, look: Look) -> None:
        if self.current.level and self.current.runs and self.current.runs[-1][0] == BREAK and not text.strip():
            return
        self.current.runs.append((text, look))

    def flush(self, follows: Paragraph | None = None) -> None:
        """End the paragraph; ``follows`` is the next one."""
        ended = self.current.settle()
        if ended.text:
            self.parts.append(ended)
        self.current = follows or Paragraph()

    def element(self, element: Tag, place: _Place) -> None:
        name = element.name.lower()
        if name in _FILMS:
            self._note("films")
        elif name in _DROPPED or name.startswith(_DRAWN) or is_hidden(element):
            return
        elif name == "img":
            self._picture(element)
        elif name == "br":
            self._line_ends()
        elif _style(element).get("mso-list") == "ignore":
            self.current.ordered = bool(_COUNTED.match(element.get_text().strip()))
        elif name == "table":
            self._table(element, place)
        elif name == "blockquote":
            self._quote(element, place)
        elif name in {"ul", "ol"}:
            self._list(element, place, ordered=name == "ol")
        elif name == "li":
            self._item(element, place)
        elif name == "pre":
            self._lines(element, place)
        elif name in _HEADINGS or name in _BLOCKS:
            self._block(element, name, place)
        else:
            self.children(element, place._replace(look=_look(element, place.look)))

    def _block(self, element: Tag, name: str, place: _Place) -> None:
        if place.lists:
            self._line_ends()
            self.children(element, place._replace(look=_look(element, place.look)))
            return
        self.flush(self._opened(element, name))
        self.children(element, place._replace(look=_look(element, place.look)))
        self.flush()

    def _opened(self, element: Tag, name: str) -> Paragraph:
        classes, style = " ".join(element.get("class") or []), _style(element)
        in_list = _IN_LIST.search(style.get("mso-list", ""))
        is_title = name == "h1" or "MsoTitle" in classes
        is_heading = is_title or name in _HEADINGS or bool(_OUTLINE.fullmatch(style.get("mso-outline-level", "")))
        return Paragraph(
            level=int(in_list["level"]) if in_list and not is_heading else 0,
            is_heading=is_heading,
            is_title=is_title and not any(not isinstance(part, Paragraph) or part.text for part in self.parts),
            is_caption=name == "figcaption",
        )

    def _line_ends(self) -> None:
        """End a line: inside an item of a list the next one belongs to it, elsewhere it is a paragraph of its own."""
        if not self.current.level:
            heading = Paragraph(is_heading=self.current.is_heading, is_caption=self.current.is_caption)
            self.flush(heading)
        elif self.current.runs and any(text.strip() for text, _look in self.current.runs) and self.current.runs[-1][0] != BREAK:
            self.current.runs.append((BREAK, Look()))

    def _list(self, element: Tag, place: _Place, *, ordered: bool) -> None:
        self.flush()
        self.children(element, place._replace(lists=(*place.lists, ordered)))
        self.flush()

    def _item(self, element: Tag, place: _Place) -> None:
        lists = place.lists or (False,)
        self.flush(Paragraph(level=len(lists), ordered=lists[-1]))
        self.children(element, place._replace(look=_look(element, place.look), lists=lists))
        self.flush()

    def _lines(self, element: Tag, place: _Place) -> None:
        for line in element.get_text().splitlines():
            self.flush()
            self.text(line, place.look)
        self.flush()

    def _quote(self, element: Tag, place: _Place) -> None:
        self.flush()
        outer, self.parts = self.parts, []
        self.children(element, place._replace(lists=()))
        self.flush()
        inner, self.parts = self.parts, outer
        paragraphs = [part for part in inner if isinstance(part, Paragraph)]
        words = "\n".join(part.text for part in paragraphs)
        if words and len(paragraphs) == len(inner) and len(words) <= LONGEST_QUOTE:
            self.parts.append(Quote(words.replace(BREAK, "\n")))
        else:
            self.parts += inner

    def _table(self, element: Tag, place: _Place) -> None:
        self.flush()
        table = table_of(element, _words, is_hidden)
        if table is None:
            self.children(element, place._replace(lists=()))
            self.flush()
        elif table.rows:
            self.parts.append(table)

    def _picture(self, element: Tag) -> None:
        if _is_dot(element.get("width")) and _is_dot(element.get("height")):
            return
        found = _DATA.fullmatch(str(element.get("src", "")).strip())
        try:
            content = base64.b64decode(found["code"]) if found else b""
        except (binascii.Error, ValueError):
            content = b""
        if not content or self.pictures >= MOST_PICTURES:
            self._note("left_out")
            return
        if _is_tiny(content):
            return
        self.pictures += 1
        waiting = Paragraph(level=self.current.level, ordered=self.current.ordered)
        self.flush(waiting)
        start = len(self.content)
        self.content += content
        alt = re.sub(r"\s+", " ", str(element.get("alt") or element.get("title") or "")).strip()[:255]
        self.parts.append(Picture(start, len(self.content), "" if _NO_ALT.fullmatch(alt) else alt))

    def _note(self, what: str) -> None:
        self.notes[what] = self.notes.get(what, 0) + 1


def is_hidden(element: Tag) -> bool:
    """Return whether nobody sees an element."""
    style = _style(element)
    return style.get("display") == "none" or style.get("mso-hide") == "all" or element.has_attr("hidden")


def _words(cell: Tag) -> str:
    reader = _Reader()
    reader.children(cell, _Place())
    reader.flush()
    return "\n".join(part.text.replace(BREAK, "\n") for part in reader.parts if isinstance(part, Paragraph | Quote))


def _style(element: Tag) -> dict[str, str]:
    pairs = (line.partition(":") for line in str(element.get("style", "")).lower().split(";"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def _look(element: Tag, outer: Look) -> Look:
    name, style = element.name.lower(), _style(element)
    weight = style.get("font-weight", "")
    bold = outer.bold or name in {"b", "strong", "th"}
    if weight:
        bold = (
            weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight) >= _WEIGHT) or (bold and weight in {"inherit", "initial"})
        )
    italic = outer.italic or name in {"i", "em"} or style.get("font-style") == "italic"
    return Look(bold, italic, (_link(str(element.get("href", ""))) if name == "a" else "") or outer.href)


def _link(address: str) -> str:
    """Return an address that a reader may be led to, without what others added to follow him; nothing for any other."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or (parts.scheme.startswith("http") and not host):
        return ""
    fragment = "" if parts.fragment in {"wechat_redirect", "rd"} else parts.fragment
    return urlunsplit(parts._replace(query=without_tracking(parts.query), fragment=fragment))


def _is_dot(size) -> bool:
    digits = re.match(r"\s*(\d+)", str(size or ""))
    return bool(digits) and int(digits[1]) <= _DOT


def _is_tiny(content: bytes) -> bool:
    """Return whether a picture is one that nobody sees, put there to count readers."""
    if content.startswith(b"\x89PNG"):
        width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    elif content.startswith(b"GIF8"):
        width, height = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    else:
        return False
    return width <= _DOT and height <= _DOT
