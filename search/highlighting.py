"""What was found, marked in the original text: safe HTML whose only element is ``mark``."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.normalise import IS_HAN, normalise_aligned
from search.understanding import INITIALS, TEXT, Question

LENGTH = 110
_BEFORE = 24


class Marker:
    """Marks what a question asks for."""

    def __init__(self, question: Question):
        self._words = _words(question)

    def marked(self, text: str) -> SafeString:
        """Return a whole text with every match marked."""
        return _render(text, self._marks(text))

    def snippet(self, entry) -> SafeString:
        """Return the part of an entry's summary or body around the first match, or the start of its summary."""
        for text in (entry.summary, entry.body):
            line = " ".join(text.split())
            marks = self._marks(line)
            if True in marks:
                start = max(0, marks.index(True) - _BEFORE)
                end = min(len(line), start + LENGTH)
                shown = _render(line[start:end], marks[start:end])
                return mark_safe(f"{'…' if start else ''}{shown}{'…' if end < len(line) else ''}")  # noqa: S308 - escaped by _render
        line = " ".join((entry.summary or entry.body).split())
        return SafeString(escape(line[:LENGTH]) + ("…" if len(line) > LENGTH else ""))

    def _marks(self, text: str) -> list[bool]:
        compared, positions = normalise_aligned(text)
        marks = [False] * len(text)
        for word in self._words:
            start = compared.find(word)
            while start >= 0:
                for index in range(start, start + len(word)):
                    marks[positions[index]] = True
                start = compared.find(word, start + len(word))
        return marks


def found_writing(title: str, syllables: tuple[str, ...], read: list[str]) -> str:
    """Return the part of a title that is read as ``syllables``, given the reading of its Chinese characters, or nothing."""
    han = [match.start() for match in IS_HAN.finditer(title)]
    size = len(syllables)
    for start in range(len(read) - size + 1):
        if tuple(read[start : start + size]) == syllables and start + size <= len(han):
            return "".join(title[position] for position in han[start : start + size])
    return ""


def _words(question: Question) -> list[str]:
    """Return what to mark: the writings of all groups; single characters only where nothing longer is asked."""
    texts = {alternative.text for group in question.groups for alternative in group.alternatives if alternative.kind == TEXT}
    texts |= {group.text for group in question.groups if not any(a.kind == INITIALS for a in group.alternatives)}
    longer = {text for text in texts if len(text) > 1}
    return sorted(longer or texts, key=len, reverse=True)


def _render(text: str, marks: list[bool]) -> SafeString:
    pieces, start = [], 0
    while start < len(text):
        end = start
        while end < len(text) and marks[end] == marks[start]:
            end += 1
        piece = escape(text[start:end])
        pieces.append(f"<mark>{piece}</mark>" if marks[start] else piece)
        start = end
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped
