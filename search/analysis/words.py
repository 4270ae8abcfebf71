"""Words of Chinese text: the most probable path through the words of the dictionary and the county's own words that a run contains."""

import tomllib
from functools import lru_cache
from math import log
from pathlib import Path

from portal.core.cache import shared
from portal.core.words import LONGEST, dictionary
from portal.places.services import town_choices
from search.analysis.normalise import is_han, runs
from search.analysis.synonyms import tried

DATA = Path(__file__).with_name("data")
# The county's own words are taken whenever they fit: more frequent than anything that is not a phrase.
_OWN_FREQUENCY = 200_000


def own_words() -> dict[str, str]:
    """Return the county's own words with their readings (empty where usual): the dictionary of staff, towns and synonyms."""
    kept, trial = shared("search:own-words", _own_words), tried()
    return {**dict.fromkeys(trial, ""), **kept} if trial else kept


def _own_words() -> dict[str, str]:
    from search.models import DictionaryWord, Synonym

    words = {term: "" for synonym in Synonym.objects.all() for term in synonym.terms() if is_han(term) and len(term) > 1}
    words.update({name: "" for _code, name in town_choices()})
    words.update(DictionaryWord.objects.values_list("word", "reading"))
    return words


def segment(run: str, without: str = "") -> list[str]:
    """Return the words of a run of Chinese characters, the most probable division; ``without`` is not taken as a word."""
    frequencies, total = dictionary()
    own = own_words()
    longest = max([LONGEST, *map(len, own)]) if own else LONGEST
    size = len(run)
    best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        options = []
        for end in range(start + 1, min(start + longest, size) + 1):
            word = run[start:end]
            frequency = max(frequencies.get(word, 0), _OWN_FREQUENCY if word in own else 0)
            if (frequency and word != without) or end == start + 1:
                options.append((log(frequency or 1) - total + best[end][0], end))
        best[start] = max(options)
    found, start = [], 0
    while start < size:
        end = best[start][1]
        found.append(run[start:end])
        start = end
    return found


def _known(word: str) -> bool:
    return word in dictionary()[0] or word in own_words()


def words(normalised: str) -> list[str]:
    """Return the words of a normalised text in order, long ones followed by the known words inside them."""
    found = []
    for run in runs(normalised):
        if not is_han(run):
            found.append(run)
            continue
        for word in segment(run):
            found.append(word)
            if len(word) > 2:
                inner = (word[i : i + size] for size in (2, 3) if size < len(word) for i in range(len(word) - size + 1))
                found += [part for part in inner if _known(part)]
    return found


def rarity(word: str) -> float:
    """Return how much a word says, from 0.2 (everywhere) to 1 (rare); numbers and unknown words say most."""
    frequencies, total = dictionary()
    frequency = frequencies.get(word, 0)
    if not frequency or word in own_words():
        return 1.0
    return max(0.2, min(1.0, (total - log(frequency)) / 12 - 0.15))


@lru_cache(maxsize=1)
def noise() -> dict[str, frozenset[str]]:
    """Return what people type around what they look for, by kind (see ``data/noise.toml``)."""
    table = tomllib.loads((DATA / "noise.toml").read_text(encoding="utf-8"))
    return {name: frozenset(values) for name, values in table.items()}
