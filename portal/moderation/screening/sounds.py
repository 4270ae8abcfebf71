"""Text by its sound: Chinese characters and pinyin written in letters become one string of syllables."""

import re
from functools import cached_property, lru_cache

from portal.core.pinyin import lazy_pinyin
from portal.moderation.screening.folding import Reading, is_han

_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ou|ia|ie|iu|in|"
    r"ua|ui|un|uo|ue|ve|a|o|e|i|u|v))"
)
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_LONGEST = 6


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
        before, after = self._has_letters(first, first - 1), self._has_letters(last - 1, last)
        if not (before or after):
            return True
        if last - first < 6:
            return False
        return (not before or self._read_up_to[first]) and (not after or self._read_from[last])

    def _has_letters(self, inner: int, outer: int) -> bool:
        """Whether a letter adjoins the edge between two neighbours, of which the inner one is no Chinese character."""
        reading = self.reading
        if not 0 <= outer < len(reading.text) or not 0 <= inner < len(reading.text) or is_han(reading.text[inner]):
            return False
        return self._is_letter(outer) and self._is_unbroken(max(inner, outer))

    def _is_letter(self, index: int) -> bool:
        return self.reading.text[index].isascii() and self.reading.text[index].isalpha()

    def _is_unbroken(self, index: int) -> bool:
        """Whether a character stands right behind the one before it."""
        return self.reading.ends[index - 1] == self.reading.starts[index]

    @cached_property
    def _runs(self) -> list[tuple[int, int]]:
        """The unbroken runs of letters."""
        runs: list[tuple[int, int]] = []
        for index in filter(self._is_letter, range(len(self.reading.text))):
            if runs and runs[-1][1] == index and self._is_unbroken(index):
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    @cached_property
    def _read_up_to(self) -> bytearray:
        """For each index, whether the letters from the beginning of their run up to it are whole syllables."""
        text, whole = self.reading.text, bytearray(len(self.reading.text) + 1)
        for first, last in self._runs:
            whole[first] = 1
            for end in range(first + 1, last + 1):
                whole[end] = any(whole[at] and _is_syllable(text[at:end]) for at in range(max(first, end - _LONGEST), end))
        return whole

    @cached_property
    def _read_from(self) -> bytearray:
        """For each index, whether the letters from it to the end of their run are whole syllables."""
        text, whole = self.reading.text, bytearray(len(self.reading.text) + 1)
        for first, last in reversed(self._runs):
            whole[last] = 1
            for start in range(last - 1, first - 1, -1):
                whole[start] = any(whole[at] and _is_syllable(text[start:at]) for at in range(start + 1, min(last, start + _LONGEST) + 1))
        return whole


@lru_cache(maxsize=8192)
def _is_syllable(letters: str) -> bool:
    return _ONE_SYLLABLE.fullmatch(letters) is not None
