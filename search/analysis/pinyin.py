"""Readings of Chinese text, and Latin letters read as pinyin."""

from functools import lru_cache
from pathlib import Path

from portal.core.pinyin import lazy_pinyin
from search.analysis.normalise import is_han, runs
from search.analysis.words import own_words

_SYLLABLES_FILE = Path(__file__).with_name("data") / "syllables.txt"
_LONGEST_SYLLABLE = 6
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What speakers of the south do not tell apart, each way: flat and curled tongues, n and l, h and f, endings with and without g.
_FIRST = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))
_LAST = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Return all syllables of standard Chinese, without tones, ü written v."""
    return frozenset(_SYLLABLES_FILE.read_text(encoding="ascii").split())


def readings(normalised: str) -> list[str]:
    """Return the syllables of the Chinese runs of a text in order; the county's own words are read as staff wrote."""
    found: list[str] = []
    for run in runs(normalised):
        if is_han(run):
            found += _reading_of_run(run)
    return found


def _reading_of_run(run: str) -> list[str]:
    special = {word: reading.split() for word, reading in own_words().items() if reading}
    found: list[str] = []
    start = 0
    for word, position in _places(run, special):
        found += [*_plain(lazy_pinyin(run[start:position])), *special[word]]
        start = position + len(word)
    return [*found, *_plain(lazy_pinyin(run[start:]))]


def _plain(read: list[str]) -> list[str]:
    return [syllable.replace("ü", "v") for syllable in read if syllable.isascii()]


def _places(run: str, special: dict[str, list[str]]) -> list[tuple[str, int]]:
    found, position = [], 0
    longest_first = sorted(special, key=len, reverse=True)
    while position < len(run):
        word = next((word for word in longest_first if run.startswith(word, position)), "")
        if word:
            found.append((word, position))
        position += len(word) or 1
    return found


@lru_cache(maxsize=4096)
def divide(letters: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read letters as whole syllables, those of fewest syllables first, at most four; none if there is no way."""
    ways: list[list[tuple[str, ...]]] = [[] for _position in range(len(letters))] + [[()]]
    for start in range(len(letters) - 1, -1, -1):
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(letters)) + 1):
            syllable = letters[start:end]
            if syllable in syllables():
                ways[start] += [(syllable, *rest) for rest in ways[end]]
        ways[start] = sorted(ways[start], key=len)[:4]
    return tuple(ways[0])


def likely_confusions(letters: str) -> list[str]:
    """Return the spellings that differ from pinyin in one sound that speakers of southern Chinese do not tell apart."""
    found: dict[str, None] = {}
    for way in divide(letters):
        for place, syllable in enumerate(way):
            for other in _sounds_like(syllable):
                found["".join((*way[:place], other, *way[place + 1 :]))] = None
    return [spelling for spelling in found if spelling != letters]


def _sounds_like(syllable: str) -> list[str]:
    pairs = [*_FIRST, *((other, first) for first, other in _FIRST)]
    first = [other + syllable.removeprefix(sound) for sound, other in pairs if syllable.startswith(sound)]
    last = [syllable.removesuffix(sound) + other for pair in _LAST for sound, other in (pair, pair[::-1]) if syllable.endswith(sound)]
    return [other for other in (*first, *last) if other in syllables()]


def one_letter_off(letters: str) -> list[str]:
    """Return the strings that one wrong, missing, added or swapped letter may have made of pinyin, those that can be read."""
    splits = [(letters[:i], letters[i:]) for i in range(len(letters) + 1)]
    near = [left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1]
    near += [left + letter + right for left, right in splits for letter in LETTERS]
    near += [left + right[1:] for left, right in splits if right]
    near += [left + letter + right[1:] for left, right in splits if right for letter in LETTERS]
    return [text for text in dict.fromkeys(near) if text != letters and len(text) > 1 and divide(text)]
