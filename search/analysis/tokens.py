"""The tokens of the analysed fields, the same for every engine: words, pairs of characters, readings, initials."""

from dataclasses import dataclass

from search.analysis.normalise import is_han, normalise, runs
from search.analysis.pinyin import readings
from search.analysis.words import words

# Raised when tokens of the same text come out differently: entries of an older analysis are written anew by ``search_reconcile``.
ANALYSIS_VERSION = 1


def pairs(normalised: str) -> list[str]:
    """Return overlapping pairs of each Chinese run in order, single characters for runs of one, other runs as they are.

    Neighbouring pairs make a phrase: a text contains ``ABC`` exactly where ``AB`` is followed by ``BC``.
    """
    found = []
    for run in runs(normalised):
        if is_han(run) and len(run) > 1:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found


def pairs_and_characters(normalised: str) -> list[str]:
    """Return the pairs, and behind them every single character once, so that one character can be looked for."""
    characters = dict.fromkeys(character for run in runs(normalised) if is_han(run) and len(run) > 1 for character in run)
    return [*pairs(normalised), *characters]


def initial_pairs(syllables: list[str]) -> list[str]:
    """Return overlapping pairs of the first letters of syllables."""
    letters = "".join(syllable[0] for syllable in syllables)
    return [letters[i : i + 2] for i in range(len(letters) - 1)]


@dataclass(frozen=True)
class Analysis:
    """The analysed fields of an entry; tokens parted by blanks."""

    title_words: str
    title_grams: str
    keyword_words: str
    keyword_grams: str
    body_words: str
    body_grams: str
    pinyin: str
    initials: str


def analyse(title: str, keywords: str, summary: str, body: str) -> Analysis:
    """Return the tokens of an entry's text."""
    title, keywords, summary = normalise(title), normalise(keywords), normalise(summary)
    text = f"{summary} {normalise(body)}"
    spoken = [readings(part) for part in (title, keywords, summary)]
    return Analysis(
        title_words=" ".join(words(title)),
        title_grams=" ".join(pairs_and_characters(title)),
        keyword_words=" ".join(words(keywords)),
        keyword_grams=" ".join(pairs_and_characters(keywords)),
        body_words=" ".join(words(text)),
        body_grams=" ".join(pairs(text)),
        pinyin=" ".join(syllable for part in spoken for syllable in part),
        initials=" ".join(pair for part in spoken[:2] for pair in initial_pairs(part)),
    )
