"""One form of writing for everything: NFKC (full width), simplified characters, lower case, no control characters."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import opencc

from portal.core.text import clean_text

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A run of Chinese characters, of Latin letters, or of digits.
RUNS = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+")
IS_HAN = re.compile(rf"[{HAN}]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """Return ``text`` in the form in which everything is compared.

    Blanks are single; control, format and unassigned characters are gone. Idempotent.
    """
    kept = unicodedata.normalize("NFKC", _CONTROL.sub(" ", clean_text(text)))
    # Most texts are printable from end to end, which is seen at once.
    if not kept.isprintable():
        kept = "".join(character for character in kept if unicodedata.category(character)[0] != "C")
    return " ".join(_converter().convert(kept).lower().split())


def normalise_aligned(text: str) -> tuple[str, Sequence[int]]:
    """Return the compared form and, for each of its characters, the position in ``text`` it came from.

    Unlike :func:`normalise` blanks stay as they are, so that marks can be put into the original.
    """
    folded = list(map(_folded, text))
    if set(map(len, folded)) <= {1}:
        return _simplified("".join(folded)), range(len(text))
    return _simplified("".join(folded)), [position for position, letters in enumerate(folded) for _letter in letters]


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    """Return the compared form of one character, which may be several letters, or none."""
    letters = unicodedata.normalize("NFKC", character).lower()
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] != "C")


def _simplified(text: str) -> str:
    """Return a text in simplified characters, as it is where a phrase of the converter would shift every mark behind it."""
    simplified = _converter().convert(text)
    return simplified if len(simplified) == len(text) else text


def runs(normalised: str) -> list[str]:
    """Return the runs of one script in a normalised text, in order."""
    return RUNS.findall(normalised)


def is_han(text: str) -> bool:
    """Return whether a run is Chinese."""
    return bool(IS_HAN.match(text))
