"""What a manuscript is made of while it is read, and the blocks that follow. Nothing here knows Django: it runs in the parser's process."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

# A line break inside an item of a list; no text holds this character.
BREAK = "\u2028"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\ufffe\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…]")
_NUMBERED = re.compile(r"(第[一二三四五六七八九十百零]+[章节编部]|[一二三四五六七八九十]+、)")
_STOPS = "。！？；，、：:,.;!?…"
_CAPTION = re.compile(r"(?P<mark>[▲△↑]+\s*)?(?P<word>图为|图[:：]|上图)?")
# The longest heading and quotation that the blocks of the body take, and how long a line may be that only looks like a heading.
LONGEST_HEADING, LONGEST_QUOTE, LONGEST_CAPTION = 60, 300, 100
_LOOKS_LIKE_HEADING = 30


class Look(NamedTuple):
    """How a stretch of text stands out."""

    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass
class Paragraph:
    """A paragraph, a heading or an item of a list."""

    runs: list[tuple[str, Look]] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    is_heading: bool = False
    is_title: bool = False
    is_caption: bool = False
    pieces: list[tuple[str, Look]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(text for text, _look in self.pieces)

    def settle(self) -> "Paragraph":
        """Put white space in order and find out whether this is a heading."""
        self.pieces = _in_order(self.runs)
        text = self.text
        if self.is_heading:
            self.is_heading = len(text) <= LONGEST_HEADING
        elif text and not self.level and len(text) <= _LOOKS_LIKE_HEADING and text[-1] not in _STOPS:
            self.is_heading = bool(_NUMBERED.match(text)) or all(
                look.bold and not look.href for piece, look in self.pieces if piece.strip()
            )
        return self

    def html(self) -> str:
        """Its words as Wagtail keeps rich text."""
        return "".join(_marked(escape(text, quote=False), look) for text, look in self.pieces).replace(BREAK, "<br/>")


@dataclass
class Picture:
    """A picture that came with the text: where its bytes stand in the parser's answer."""

    start: int
    end: int
    alt: str = ""
    caption: str = ""


@dataclass
class Quote:
    """Somebody's words."""

    text: str


@dataclass
class Table:
    """A table of plain text. ``merged`` holds row, column, rows and columns of each cell that spans several."""

    rows: list[list[str]]
    caption: str = ""
    merged: list[list[int]] = field(default_factory=list)


Part = Paragraph | Picture | Quote | Table
Block = list[Any]


def assembled(parts: Iterable[Part]) -> tuple[str, list[Block]]:
    """Return the title, if the text begins with one, and the blocks: type and value of each."""
    found = list(_with_captions(parts))
    title = ""
    if found and isinstance(found[0], Paragraph) and found[0].is_title:
        title = found.pop(0).text  # type: ignore[union-attr]
    blocks: list[Block] = []
    prose: list[Paragraph] = []
    for part in found:
        if isinstance(part, Paragraph) and not part.is_heading:
            prose.append(part)
            continue
        blocks += _prose(prose)
        prose = []
        blocks.append(_block(part))
    return title, blocks + _prose(prose)


def _block(part: Part) -> Block:
    if isinstance(part, Paragraph):
        return ["heading", part.text]
    if isinstance(part, Quote):
        return ["quote", part.text]
    if isinstance(part, Table):
        return ["table", {"caption": part.caption, "rows": part.rows, "merged": part.merged}]
    return ["image", {"caption": part.caption, "alt": part.alt, "start": part.start, "end": part.end}]


def _with_captions(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts; a line below a picture that speaks of it has become its caption."""
    last: Part | None = None
    for part in parts:
        if isinstance(part, Paragraph) and not part.text:
            continue
        if isinstance(part, Paragraph) and isinstance(last, Picture) and not last.caption and _may_be_caption(part):
            last.caption = re.sub(r"^[▲△↑\s]+", "", part.text)
            continue
        last = part
        yield part


def _may_be_caption(part: Paragraph) -> bool:
    found = _CAPTION.match(part.text)
    return len(part.text) <= LONGEST_CAPTION and (part.is_caption or bool(found and (found["mark"] or found["word"])))


def _prose(paragraphs: list[Paragraph]) -> list[Block]:
    if not paragraphs:
        return []
    html, at = "", 0
    while at < len(paragraphs):
        if paragraphs[at].level:
            part, at = _list(paragraphs, at, paragraphs[at].level)
            html += part
        else:
            html += f"<p>{paragraphs[at].html()}</p>"
            at += 1
    return [["paragraph", html]]


def _list(items: list[Paragraph], at: int, level: int) -> tuple[str, int]:
    """Return the list that begins at an item, lists inside it included, and where it ends."""
    ordered = items[at].ordered
    tag = "ol" if ordered else "ul"
    html = f"<{tag}>"
    while at < len(items) and items[at].level >= level and (items[at].level > level or items[at].ordered == ordered):
        html += f"<li>{items[at].html()}"
        at += 1
        while at < len(items) and items[at].level > level:
            inner, at = _list(items, at, items[at].level)
            html += inner
        html += "</li>"
    return f"{html}</{tag}>", at


def _marked(text: str, look: Look) -> str:
    if look.italic:
        text = f"<i>{text}</i>"
    if look.bold:
        text = f"<b>{text}</b>"
    return f'<a href="{escape(look.href)}">{text}</a>' if look.href else text


def _in_order(runs: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Return runs without what cannot be seen, with single spaces, without the line ends that a program put between Chinese characters."""
    chars = [(char, look) for text, look in runs for char in _INVISIBLE.sub("", text)]
    kept: list[tuple[str, Look]] = []
    gap: list[tuple[str, Look]] = []
    for char, look in chars:
        if char.isspace() and char != BREAK:
            gap.append((char, look))
            continue
        if gap and kept and BREAK not in (char, kept[-1][0]) and not _is_wrapped(gap, kept[-1][0], char):
            kept.append((" ", gap[0][1]))
        gap = []
        kept.append((char, look))
    while kept and kept[-1][0] == BREAK:
        kept.pop()
    pieces: list[tuple[str, Look]] = []
    for char, look in kept:
        if pieces and pieces[-1][1] == look:
            pieces[-1] = (pieces[-1][0] + char, look)
        else:
            pieces.append((char, look))
    return pieces


def _is_wrapped(gap: list[tuple[str, Look]], before: str, after: str) -> bool:
    return (
        all(char in " \t\r\n" for char, _look in gap)
        and any(char == "\n" for char, _look in gap)
        and bool(_WIDE.match(before) and _WIDE.match(after))
    )
