"""Where words begin and end: the dictionary says whether a hit is a word of its own or the seam of two others."""

from math import log

from portal.core.words import LONGEST, dictionary
from portal.moderation.screening.folding import Reading, is_han

_AROUND = 8
# How often a term counts as seen that the dictionary does not know (the dictionary's rarest words have 5).
_UNKNOWN = 20


def is_word(text: str) -> bool:
    """Return whether the dictionary has ``text``."""
    return dictionary()[0].get(text, 0) > 0


def _weight(word: str) -> float | None:
    frequencies, total = dictionary()
    found = frequencies.get(word, 0)
    if found or len(word) == 1:
        return log(found or 1) - total
    return None


def _best(text: str, cuts: frozenset[int], whole: tuple[int, int] | None = None) -> tuple[float, list[tuple[int, int]]]:
    """Return the likeliest way to cut ``text`` into words that do not run across ``cuts``, with its weight.

    Args:
        whole: a stretch that must be one word.
    """
    size = len(text)
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)
    for end in range(1, size + 1):
        options = []
        for start in range(max(0, end - LONGEST), end):
            if any(start < cut < end for cut in cuts):
                continue
            if whole and start < whole[1] and end > whole[0]:
                continue
            weight = _weight(text[start:end])
            if weight is not None:
                options.append((best[start][0] + weight, start))
        if whole and end == whole[1]:
            frequency = max(dictionary()[0].get(text[whole[0] : end], 0), _UNKNOWN)
            options = [(best[whole[0]][0] + log(frequency) - dictionary()[1], whole[0])]
        best[end] = max(options) if options else (float("-inf"), end - 1)
    words, end = [], size
    while end > 0:
        words.append((best[end][1], end))
        end = best[end][1]
    return best[size][0], words[::-1]


def crossing_words(reading: Reading, start: int, end: int) -> list[str]:
    """Return the words that begin or end inside ``reading.text[start:end]`` and reach out of it, if that is the likelier reading.

    路口交通 is cut as 路口 and 交通, so what stands at their seam is no word. Signs between characters end a word.
    """
    left, right = _neighbours(reading, start, end)
    text = reading.text[left:right]
    begin, stop = start - left, end - left
    gaps = frozenset(at for at in range(begin + 1, stop) if reading.ends[left + at - 1] != reading.starts[left + at])
    free, words = _best(text, gaps)
    crossing = [text[a:b] for a, b in words if _reaches_out(a, b, begin, stop, bool(gaps))]
    if not crossing:
        return []
    if gaps:
        return crossing
    fixed, _words = _best(text, gaps, whole=(begin, stop))
    return crossing if free > fixed else []


def _reaches_out(first: int, last: int, begin: int, stop: int, torn: bool) -> bool:
    """Whether a word lies partly inside and partly outside of a stretch; a torn stretch is never inside one word."""
    left, right = first < begin < last, first < stop < last
    return (left or right) and (torn or not (first <= begin and stop <= last))


def _neighbours(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return a stretch widened by the unbroken Chinese text around it."""
    left, right, text = start, end, reading.text
    while left > max(0, start - _AROUND) and reading.ends[left - 1] == reading.starts[left] and is_han(text[left - 1]):
        left -= 1
    while right < min(len(text), end + _AROUND) and reading.ends[right - 1] == reading.starts[right] and is_han(text[right]):
        right += 1
    return left, right
