"""Text as a reader takes it: full width, traditional characters, inserted signs and look-alikes made plain, with a way back.

Two readings are made of one text. The *plain* reading changes only the form (width, case, traditional characters, signs left out); the
*folded* one also undoes disguises (look-alike characters, characters written as their parts, numbers, emoji). Both remember for every
character where it stood in the original.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

import opencc

_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
_GONE = "\0"


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


class _Forms(dict):
    """Plain forms of characters, made when first asked for; what is left out is ``_GONE``, so that places stay while translating."""

    def __init__(self, letters: Mapping[str, str]):
        super().__init__()
        self._letters = letters
        # Characters whose form is longer than one character, such as ㎏.
        self.wide: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = ""
        # Signs such as ㈱ hold a character in brackets, which nobody reads as part of a word.
        if (unicodedata.category(char) not in _INVISIBLE and not unicodedata.normalize("NFKC", char).startswith("(")) or char.isnumeric():
            form = "".join(self._plain_char(part) for part in unicodedata.normalize("NFKC", char).lower())
        if len(form) > 1:
            self.wide.add(char)
        self[code] = form or _GONE
        return self[code]

    def _plain_char(self, char: str) -> str:
        digit = None if char.isascii() else unicodedata.digit(char, None)
        if digit is not None:
            return str(digit)
        char = self._letters.get(char, char)
        base = unicodedata.normalize("NFD", char)[0]
        char = _converter().convert(base) if is_han(base) else base
        return char if char.isalnum() else ""


class Folder:
    """Makes readings of texts.

    Args:
        folds: tables ``letters`` (foreign letter to Latin), ``lookalikes`` (character to what it stands for), ``signs`` (emoji to
            character) and ``parts`` (two characters that are the parts of one).
    """

    def __init__(self, folds: Mapping[str, Mapping[str, str]]):
        self._forms = _Forms(folds.get("letters", {}))
        self._lookalikes = str.maketrans({old: new for old, new in folds.get("lookalikes", {}).items() if len(old) == len(new) == 1})
        self._signs = folds.get("signs", {})
        self._figures: dict[str, str] = {}
        self._some_sign = _any_of(self._signs)
        self._parts = {pair: whole for pair, whole in folds.get("parts", {}).items() if len(pair) == 2}
        self._some_pair = _any_of(self._parts)

    def plain(self, text: str) -> Reading:
        """Return the plain reading."""
        formed = text.translate(self._forms)
        if self._forms.wide.isdisjoint(text):
            starts = [index for index, char in enumerate(formed) if char != _GONE]
            return Reading(formed.replace(_GONE, ""), starts, [start + 1 for start in starts])
        return self._spelled((index, self._forms[ord(char)]) for index, char in enumerate(text))

    def figures(self, text: str) -> Reading:
        """Return the plain reading with the signs between characters kept, so that numbers and what parts them can be told."""
        return self._spelled((index, self._figure(char)) for index, char in enumerate(text))

    def _figure(self, char: str) -> str:
        if char not in self._figures:
            self._figures[char] = self._new_figure(char)
        return self._figures[char]

    def _new_figure(self, char: str) -> str:
        form = self._forms[ord(char)]
        if char.isspace() or form != _GONE:
            return char if char.isspace() else form
        if unicodedata.category(char) in _INVISIBLE:
            return _GONE
        plain = unicodedata.normalize("NFKC", char)
        # The Chinese comma parts sentences, not thousands.
        return plain if len(plain) == 1 and plain != "," else char

    def folded(self, text: str, plain: Reading | None = None) -> Reading:
        """Return the reading with disguises undone.

        Args:
            plain: the plain reading, if it is at hand.
        """
        reading = plain or self.plain(text)
        if self._some_sign.search(text):
            reading = self._spelled((index, self._signs.get(char) or self._forms[ord(char)]) for index, char in enumerate(text))
        if self._some_pair.search(reading.text):
            reading = self._joined(reading)
        return Reading(reading.text.translate(self._lookalikes), reading.starts, reading.ends)

    @staticmethod
    def _spelled(forms: Iterable[tuple[int, str]]) -> Reading:
        chars, starts = [], []
        for index, form in forms:
            if form != _GONE:
                chars.append(form)
                starts.extend([index] * len(form))
        return Reading("".join(chars), starts, [start + 1 for start in starts])

    def _joined(self, reading: Reading) -> Reading:
        """Put characters back together that were written as two, such as 氵去 for 法."""
        text, chars, starts, ends, index = reading.text, [], [], [], 0
        while index < len(text):
            whole = self._parts.get(text[index : index + 2])
            width = 2 if whole else 1
            chars.append(whole or text[index])
            starts.append(reading.starts[index])
            ends.append(reading.ends[index + width - 1])
            index += width
        return Reading("".join(chars), starts, ends)


def _any_of(words: Iterable[str]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")
