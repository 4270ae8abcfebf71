"""One cleaning of text: what people type and paste, as it is kept, compared and shown.

Characters that nobody sees go (control, format and fill characters, halves of characters); full-width letters and digits become plain ones,
since input methods make them and nobody means them. Nothing that is read changes: no punctuation, no rare or compatibility character of a
name, no mark that belongs to its neighbour (variation selectors, the joiners of emoji and of scripts that join their letters).
Forms (:mod:`portal.core.form_cleaning`), imports (:mod:`portal.sheets.text`), feeds and links all use it.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Letters and signs that are drawn as nothing, though Unicode calls them letters or signs.
_FILLERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159"
# The joiners mean something between emoji and between letters of Arabic, Mongolian, Tibetan and Indian scripts.
_JOINED = "\u0600-\u08ff\u0900-\u0fff\u1800-\u18af\u200d\ufe0f\u2190-\u2bff\U0001f000-\U0001faff"
_LOOSE_JOINER = re.compile(rf"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}])")
# Selectors choose the form of the character before them (rare characters of names, emoji, Mongolian); alone they are nothing.
_LOOSE_SELECTOR = re.compile(r"(?:(?<=^)|(?<=\s))[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_MEANT = frozenset("\n\t\u200c\u200d\u180e")
_GONE = {"Cc", "Cf", "Cs"}
_SPACES = re.compile(r"\s+")
_UNSEEN = {"Mn", "Me", "Zs", "Zl", "Zp", *_GONE}


class _Kept(dict):
    """What stays of a character, made when first asked for."""

    def __missing__(self, code: int):
        char = chr(code)
        gone = char not in _MEANT and (unicodedata.category(char) in _GONE or code & 0xFFFE == 0xFFFE)
        self[code] = None if gone else _HALF_WIDTH.get(code, code)
        return self[code]


_KEPT = _Kept()


def clean_text(text: str) -> str:
    """Return a text of several lines in its one form: line ends are ``\\n``, no unseen characters, no blanks at either end.

    A text of which nobody would see anything is empty.
    """
    kept = _LINE_ENDS.sub("\n", text)
    if not kept.isascii() or not kept.isprintable():
        kept = kept.translate(_KEPT)
        kept = _LOOSE_SELECTOR.sub("", _LOOSE_JOINER.sub("", kept))
    kept = kept.strip()
    return "" if _is_blank(kept) else kept


def clean_line(text: str) -> str:
    """Return a text in its one form on one line, with single blanks."""
    return _SPACES.sub(" ", clean_text(text))


def folded(text: str) -> str:
    """Return what two titles or names are compared by: letters and digits alone, in one form."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _is_blank(text: str) -> bool:
    """Return whether nobody would see anything of a text."""
    return all(char.isspace() or char in _FILLERS or unicodedata.category(char) in _UNSEEN for char in text)


def shown_title(text: str) -> str:
    """Return a title as a link shows it, in words even where an old one has none."""
    return clean_line(text) or _("（无标题）")
