"""Text as a reader takes it: full width, traditional characters, inserted signs and look-alikes made plain, with a way back.

Two readings are made of one text. The *plain* reading changes only the form (width, case, traditional characters, signs left out); the
*folded* one also undoes disguises (look-alike characters, characters written as their parts, numbers, emoji). Both remember for every
character where it stood in the original.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

import opencc

_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}


class Reading:
    """Characters that count, each with its place in the original text.

    Args:
        text: the characters.
        starts: index of each character in the original.
        ends: index after each character in the original.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int]):
        self.text, self.starts, self.ends = text, starts, ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that ``text[start:end]`` stands for."""
        return self.starts[start], self.ends[end - 1]

    def only(self, wanted) -> "Reading":
        """Return the reading of the characters for which ``wanted(char)`` is true."""
        kept = [index for index, char in enumerate(self.text) if wanted(char)]
        return Reading(
            "".join(self.text[index] for index in kept), [self.starts[index] for index in kept], [self.ends[index] for index in kept]
        )


def is_han(char: str) -> bool:
    """Return whether a character is a Chinese one."""
    return "\u3400" <= char < "\ua000" or char == "\u3007" or char >= "\U00020000"


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class Folder:
    """Makes readings of texts.

    Args:
        folds: tables ``letters`` (foreign letter to Latin), ``lookalikes`` (character to what it stands for), ``signs`` (emoji to
            character) and ``parts`` (two characters that are the parts of one).
    """

    def __init__(self, folds: Mapping[str, Mapping[str, str]]):
        self._letters = folds.get("letters", {})
        self._lookalikes = str.maketrans({old: new for old, new in folds.get("lookalikes", {}).items() if len(old) == len(new) == 1})
        self._signs = folds.get("signs", {})
        self._parts = folds.get("parts", {})
        self._first_parts = {part[0] for part in self._parts}
        self._forms: dict[str, tuple[str, str]] = {}

    def plain(self, text: str) -> Reading:
        """Return the plain reading."""
        return self._read(text, 0)

    def folded(self, text: str) -> Reading:
        """Return the reading with disguises undone."""
        reading = self._read(text, 1)
        if self._first_parts.intersection(reading.text):
            reading = self._joined(reading)
        reading.text = reading.text.translate(self._lookalikes)
        return reading

    def _read(self, text: str, which: int) -> Reading:
        forms, chars, starts = self._forms, [], []
        for index, char in enumerate(text):
            pair = forms.get(char)
            if pair is None:
                pair = forms[char] = self._form(char)
            form = pair[which]
            if form:
                chars.append(form)
                starts.extend([index] * len(form))
        return Reading("".join(chars), starts, [start + 1 for start in starts])

    def _form(self, char: str) -> tuple[str, str]:
        if unicodedata.category(char) in _INVISIBLE:
            return "", ""
        plain = "".join(self._plain_char(part) for part in unicodedata.normalize("NFKC", char).lower())
        sign = self._signs.get(char)
        return plain, plain if sign is None else sign

    def _plain_char(self, char: str) -> str:
        char = self._letters.get(char, char)
        base = unicodedata.normalize("NFD", char)[0]
        char = _converter().convert(base) if is_han(base) else base
        return char if char.isalnum() else ""

    def _joined(self, reading: Reading) -> Reading:
        """Put characters back together that were written as two, such as 氵去 for 法."""
        text, chars, starts, ends, index = reading.text, [], [], [], 0
        while index < len(text):
            whole = self._parts.get(text[index : index + 2]) if text[index] in self._first_parts else None
            width = 2 if whole else 1
            chars.append(whole or text[index])
            starts.append(reading.starts[index])
            ends.append(reading.ends[index + width - 1])
            index += width
        return Reading("".join(chars), starts, ends)
