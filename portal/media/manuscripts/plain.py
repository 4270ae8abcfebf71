"""Plain text as PDF viewers and simple editors give it: lines that were broken at the edge of a page are joined again."""

import re
import unicodedata

from portal.media.manuscripts.parts import Look, Paragraph, assembled

_PAGE_NUMBER = re.compile(r"[—–-]+\s*\d+\s*[—–-]+|第\s*\d+\s*页([\s,，/]*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
_BULLET = re.compile(r"[•·●○■◆▪◦➢✓]\s*")
_INDENT = re.compile(r"(　|\t| {2,})\s*\S")
_HEADING = re.compile(r"(第[一二三四五六七八九十百零]+[章节编部]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")
_ENDS = tuple("。！？；：:!?…”）")
_GOES_ON = tuple("，、,")
# Columns of a line below which a text was hardly broken by a page, and which share of the longest line a full one has.
_PAGE_COLUMNS = 40
_FULL = 0.85


def read(text: str) -> tuple[dict, bytes]:
    """Return title (none), blocks and notes of a plain text, as :func:`portal.media.manuscripts.markup.read` does."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")]
    lines = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.strip())]
    title, blocks = assembled(_paragraph(words) for words in _joined(lines))
    return {"title": title, "blocks": blocks, "notes": {}}, b""


def inspected(stream) -> tuple[dict, bytes]:
    """Read a text file; see :func:`read`."""
    return read(stream.read().decode("utf-8", "replace"))


def _paragraph(words: str) -> Paragraph:
    bullet = _BULLET.match(words)
    return Paragraph([(words[bullet.end() :] if bullet else words, Look())], level=1 if bullet else 0).settle()


def _joined(lines: list[str]) -> list[str]:
    """Return the paragraphs that lines belong to."""
    longest = max((_columns(line.strip()) for line in lines), default=0)
    filled = [line for line in lines if line.strip()]
    indents = sum(bool(_INDENT.match(line)) for line in filled)
    by_indent = 0 < indents < len(filled)
    found: list[str] = []
    last = ""
    for line in lines:
        words = line.strip()
        begins = not last or _HEADING.match(words) or _BULLET.match(words) or _INDENT.match(line)
        if words and not begins and (by_indent or _goes_on(last, longest)):
            found[-1] += _between(found[-1], words) + words
        elif words:
            found.append(words)
        last = words
    return found


def _goes_on(line: str, longest: int) -> bool:
    if line.endswith(_GOES_ON):
        return True
    return longest >= _PAGE_COLUMNS and _columns(line) >= longest * _FULL and not line.endswith(_ENDS)


def _between(before: str, after: str) -> str:
    return " " if before[-1].isascii() and after[0].isascii() else ""


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
