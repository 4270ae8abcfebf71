"""The order of results, the same for every engine: an engine chooses candidates, this puts them in order.

Each weight is tied to a class of golden queries (tests/search/golden.toml); ``manage.py search_evaluate`` measures a change.
"""

from datetime import timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.functional import cached_property

from search.analysis.normalise import IS_HAN, normalise, runs
from search.understanding import INITIALS, SOUND, TEXT, Alternative, Group, Question

TITLE, KEYWORD, SUMMARY, BODY = 10.0, 6.0, 3.0, 1.5
# A match of whole words beats one across words; the whole query in one piece beats its words apart.
# The last word of a Chinese name says what a thing is, the first one which.
HEAD, START = 1.5, 1.0
WORD, KEYWORD_EQUAL, WHOLE_IN_TITLE, TITLE_EQUAL, COVERAGE, WHOLE_IN_KEYWORDS = 2.0, 4.0, 5.0, 20.0, 7.0, 2.0
# A part of a title between signs that is the query; a keyword that is: whatever is kept under that name.
PART_EQUAL, WHOLE_KEYWORD = 4.0, 5.0
RECENT, RECENT_FOR = 0.6, timedelta(days=365)
# Fields that ordering reads, besides the key and ``dated_at``.
FIELDS = (
    *("title", "keywords", "summary", "body", "boost", "title_words", "keyword_words", "pinyin", "initials", "kind"),
    *("model", "object_id"),
)


# The same entries are candidates again and again.
_compared = lru_cache(maxsize=4096)(normalise)


class Text:
    """An entry's text in compared form, each part made once and only when it is looked at."""

    def __init__(self, entry):
        self._entry = entry
        self.title = _compared(entry.title)

    @classmethod
    def of(cls, entry) -> "Text":
        """Return the text of an entry."""
        return cls(entry)

    @cached_property
    def keywords(self) -> str:
        """What it is called, made of and kept under."""
        return _compared(self._entry.keywords)

    @cached_property
    def title_parts(self) -> list[str]:
        """The parts of the title between blanks and signs."""
        return runs(self.title)

    @cached_property
    def joined_keywords(self) -> str:
        """The keywords without blanks and signs."""
        return "".join(runs(self.keywords))

    @cached_property
    def summary(self) -> str:
        """The summary."""
        return _compared(self._entry.summary)

    @cached_property
    def body(self) -> str:
        """The text, as written but for capital letters."""
        return self._entry.body.lower()

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the title."""
        return frozenset(self._entry.title_words.split())

    @cached_property
    def keyword_words(self) -> frozenset[str]:
        """The words of the keywords."""
        return frozenset(self._entry.keyword_words.split())

    @cached_property
    def pinyin(self) -> str:
        """The syllables, each between blanks."""
        return f" {self._entry.pinyin} "

    @cached_property
    def initials(self) -> str:
        """The pairs of first letters, each between blanks."""
        return f" {self._entry.initials} "

    @cached_property
    def title_syllables(self) -> int:
        """How many of the syllables are the title's."""
        return len(IS_HAN.findall(self.title))


def score(entry, question: Question) -> float:
    """Return how well an entry answers a question; greater is better."""
    text = Text.of(entry)
    values = [[value_in(alternative, text) for alternative in group.alternatives] for group in question.groups]
    matched = sum(group.weight * _best(group, of_group) for group, of_group in zip(question.groups, values, strict=True))
    total = matched / (question.weight or 1.0) + _closeness(question, text, values) + _recency(entry)
    return total * entry.boost


def ordered(entries, question: Question) -> list[tuple[float, object]]:
    """Return entries with their scores, the best first; equal ones in the order of their keys."""
    return sorted(((score(entry, question), entry) for entry in entries), key=lambda pair: (-pair[0], pair[1].pk))


def _best(group: Group, values: list[float]) -> float:
    return max((alternative.weight * value for alternative, value in zip(group.alternatives, values, strict=True)), default=0.0)


def value_in(alternative: Alternative, text: Text) -> float:
    """Return the worth of the best field in which an alternative stands."""
    if alternative.kind == SOUND:
        return _spoken_value(alternative.phrase, text.pinyin, text.title_syllables)
    if alternative.kind == INITIALS:
        return _spoken_value(alternative.phrase, text.initials, max(text.title_syllables - 1, 0))
    return _written_value(alternative.text, text)


def _written_value(word: str, text: Text) -> float:
    if word in text.title:
        place = HEAD if text.title.endswith(word) else START if text.title.startswith(word) else 0
        return TITLE + (WORD if word in text.title_words or word == text.title else 0) + place
    if word in text.keywords:
        return KEYWORD + (KEYWORD_EQUAL if f" {word} " in f" {text.keywords} " else 0) + (0.5 * WORD if word in text.keyword_words else 0)
    if word in text.summary:
        return SUMMARY
    number = text.body.count(word)
    return BODY + min(number - 1, 5) * 0.15 if number else 0.0


def _spoken_value(phrase: str, field: str, in_title: int) -> float:
    position = field.find(f" {phrase} ")
    if position < 0:
        return 0.0
    return TITLE if field.count(" ", 0, position + 1) <= in_title else KEYWORD


def _closeness(question: Question, text: Text, values: list[list[float]]) -> float:
    """Return the worth of a title that is the query, holds it whole, or is mostly made of what was asked."""
    title = "".join(text.title_parts)
    if not title or not question.whole:
        return 0.0
    if title in {question.whole, question.typed}:
        held = TITLE_EQUAL + WHOLE_IN_TITLE
    else:
        held = max(weight * _held_whole(whole, text, title) for whole, weight in question.wholes.items())
    return held + COVERAGE * _covered(question, values, title)


def _held_whole(whole: str, text: Text, title: str) -> float:
    if whole in title:
        return WHOLE_IN_TITLE + (PART_EQUAL if whole in text.title_parts else 0)
    if f" {whole} " in f" {text.keywords} ":
        return WHOLE_KEYWORD
    return WHOLE_IN_KEYWORDS if whole in text.joined_keywords else 0.0


def _covered(question: Question, values: list[list[float]], title: str) -> float:
    """Return the share of a title's characters that the groups stand for, each character for the best of them."""
    worth = [0.0] * len(title)
    spoken = 0.0
    for group, of_group in zip(question.groups, values, strict=True):
        heard = 0.0
        for alternative, value in zip(group.alternatives, of_group, strict=True):
            if value < TITLE:
                continue
            if alternative.kind == TEXT:
                start = title.find(alternative.text)
                for position in range(start, start + len(alternative.text)) if start >= 0 else ():
                    worth[position] = max(worth[position], alternative.weight)
            else:
                heard = max(heard, alternative.weight * (len(alternative.tokens) + (alternative.kind == INITIALS)))
        spoken += heard
    return min(max(sum(worth), spoken) / len(title), 1.0)


def _recency(entry) -> float:
    if entry.dated_at is None or entry.kind not in {"news", "event"}:
        return 0.0
    age = timezone.now() - entry.dated_at
    return RECENT * max(0.0, 1 - max(age, timedelta(0)) / RECENT_FOR)
