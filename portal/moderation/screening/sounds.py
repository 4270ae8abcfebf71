"""Text by its sound: Chinese characters and pinyin written in letters become one string of syllables."""

import re

from portal.core.pinyin import lazy_pinyin
from portal.moderation.screening.folding import Reading, is_han

_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ou|ia|ie|iu|in|"
    r"ua|ui|un|uo|ue|ve|a|o|e|i|u|v))"
)
_SYLLABLES = re.compile(f"{_SYLLABLE}*")


class _Sounds(dict):
    """Syllables of characters without their tones, made when first asked for; other characters stay as they are."""

    def __missing__(self, char: str) -> str:
        self[char] = lazy_pinyin(char, v_to_u=False)[0].replace("ü", "v") if is_han(char) else char
        return self[char]


_SOUNDS = _Sounds()


def sound(char: str) -> str:
    """Return the syllable of one character without its tone; other characters stay as they are."""
    return _SOUNDS[char]


def term_sound(term: str) -> str:
    """Return the syllables of a term, read as a word (了解 and 重量 need their neighbours), or nothing if it is not all Chinese."""
    return "".join(lazy_pinyin(term)) if all(map(is_han, term)) else ""


class SoundReading:
    """The sound of a reading, letter by letter, each with the character of the reading that it comes from."""

    __slots__ = ("at", "reading", "text")

    def __init__(self, reading: Reading):
        parts = [_SOUNDS[char] for char in reading.text]
        self.reading = reading
        self.text = "".join(parts)
        self.at = [index for index, part in enumerate(parts) for _letter in part]

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the characters that ``text[start:end]`` is the whole sound of, or ``None`` if it begins or ends inside a syllable."""
        first, last = self.at[start], self.at[end - 1]
        if (start and self.at[start - 1] == first) or (end < len(self.at) and self.at[end] == last):
            return None
        return (first, last + 1) if self._fits(first, last + 1) else None

    def _fits(self, first: int, last: int) -> bool:
        """Whether letters at either side are a run of pinyin of their own, so that the stretch does not cut an English word."""
        before, after = self._letters(first, -1), self._letters(last, 1)
        inside = last - first
        return not (before or after) or (inside >= 6 and bool(_SYLLABLES.fullmatch(before)) and bool(_SYLLABLES.fullmatch(after)))

    def _letters(self, index: int, step: int) -> str:
        """Return the unbroken letters of the original that adjoin the edge at ``index``."""
        reading, found = self.reading, []
        at = index if step > 0 else index - 1
        inner = at - step
        if not (0 <= inner < len(reading.text)) or is_han(reading.text[inner]):
            return ""
        while 0 <= at < len(reading.text) and reading.text[at].isascii() and reading.text[at].isalpha():
            left, right = (at - 1, at) if step > 0 else (at, at + 1)
            if reading.ends[left] != reading.starts[right]:
                break
            found.append(reading.text[at])
            at += step
        return "".join(found if step > 0 else reversed(found))
