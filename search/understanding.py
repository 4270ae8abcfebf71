"""What a query means, the same for every engine: groups of alternatives, each group one thing that is looked for.

A text is divided into words; staff's synonyms, readings and spellings become alternatives of them. Reading is done in widths: first as
typed, then by sound, then with one wrong letter, last with any of the words.
"""

import re
from dataclasses import dataclass, field, replace
from enum import IntEnum

from search.analysis.normalise import is_han, normalise, runs
from search.analysis.pinyin import divide, one_letter_off, readings
from search.analysis.synonyms import alternatives_of
from search.analysis.terms import texts_read
from search.analysis.tokens import pairs
from search.analysis.words import noise, rarity, segment

TEXT, SOUND, INITIALS = "text", "sound", "initials"
# Each weight is tied to a class of golden queries (tests/search/golden.toml): a synonym below the word itself, a sound below a writing.
SYNONYM_WEIGHT, SOUND_WEIGHT, INITIALS_WEIGHT, NEAR_WEIGHT = 0.8, 0.6, 0.5, 0.4
WEAK_WEIGHT = 0.2
MOST_GROUPS, MOST_ALTERNATIVES = 12, 40
_LEAST_INITIALS, _MOST_INITIALS = 2, 10


class Width(IntEnum):
    """How generously a query is read."""

    TYPED = 0
    SOUND = 1
    NEAR = 2
    ANY = 3


@dataclass(frozen=True)
class Alternative:
    """One way in which a group may stand in an entry.

    ``kind`` is ``text`` (``tokens`` are pairs of characters, a phrase in the ``*_grams`` fields; ``text`` is also a token of ``*_words``
    where it is a word), ``sound`` (``tokens`` are syllables, a phrase in ``pinyin``) or ``initials`` (pairs of letters, a phrase in
    ``initials``). ``prefix`` lets the last token go on.
    """

    kind: str
    text: str
    tokens: tuple[str, ...]
    weight: float = 1.0
    prefix: bool = False


@dataclass(frozen=True)
class Group:
    """One thing looked for; a group that is not required only raises what has it. ``weight`` is how much it says."""

    text: str
    alternatives: tuple[Alternative, ...]
    required: bool = True
    weight: float = 1.0


@dataclass(frozen=True)
class Question:
    """A whole query in one width; ``whole`` is its text without blanks, for equality with titles."""

    text: str
    whole: str
    groups: tuple[Group, ...] = field(default=())
    width: Width = Width.TYPED

    @property
    def required(self) -> tuple[Group, ...]:
        """The groups that every hit has."""
        return tuple(group for group in self.groups if group.required)

    def read(self, width: Width) -> "Question | None":
        """Return this question in a width, or ``None`` where that reads nothing new."""
        if width == Width.TYPED or not self.groups:
            return self if width == Width.TYPED else None
        widened = {Width.SOUND: _by_sound, Width.NEAR: _with_one_wrong_letter, Width.ANY: _any_word}[width](self)
        return None if widened.groups == self.groups else replace(widened, width=width)


def understand(text: str) -> Question:
    """Return the question that a typed text asks, read as typed."""
    normalised = normalise(text)
    found: list[Group] = []
    for part in _parts(without_noise(normalised)):
        found += _groups_of(part)
    groups = tuple(_some_required(found[:MOST_GROUPS]))
    return Question(normalised, "".join(runs(normalised)), groups)


def without_noise(normalised: str) -> str:
    """Return a text without the questions and politeness around it; as it is when nothing else is in it."""
    phrases = sorted(noise()["phrases"], key=len, reverse=True)
    left = " ".join(re.sub("|".join(map(re.escape, phrases)), " ", normalised).split())
    return left if runs(left) else normalised


def _parts(normalised: str) -> list[str]:
    """Return the runs; neighbouring Latin runs that are all syllables are one part ("zhu rou")."""
    found: list[str] = []
    for run in runs(normalised):
        latin = run.isascii() and run.isalpha() and divide(run)
        if latin and found and found[-1].isascii() and found[-1].isalpha() and divide(found[-1]):
            found[-1] += run
        else:
            found.append(run)
    return found


def _groups_of(part: str) -> list[Group]:
    if is_han(part):
        return [_han_group(word) for word in _units(part)]
    if part.isdigit():
        tokens = (part,)
        return [Group(part, (Alternative(TEXT, part, tokens, prefix=len(part) > 2),), required=len(part) > 1)]
    return _latin_groups(part)


def _units(run: str) -> list[str]:
    """Return the words of a run; neighbouring single characters stay together, so that scattered ones match nothing."""
    found: list[str] = []
    alone = False
    for word in segment(run):
        single = len(word) == 1 and word not in noise()["weak"]
        if single and alone:
            found[-1] += word
        else:
            found.append(word)
        alone = single
    return found


def _text(text: str, weight: float = 1.0) -> Alternative:
    return Alternative(TEXT, text, tuple(pairs(text)), weight)


def _han_group(word: str) -> Group:
    synonyms = [_text(other, SYNONYM_WEIGHT) for other in alternatives_of(word)]
    weak, single = word in noise()["weak"], len(word) == 1
    weight = WEAK_WEIGHT if weak else rarity(word) * (0.5 if single else 1)
    return Group(word, (_text(word), *synonyms), required=not weak and not single, weight=weight)


def _latin_groups(letters: str) -> list[Group]:
    ways = divide(letters)
    own = Alternative(TEXT, letters, (letters,), prefix=len(letters) > 2)
    others: list[Alternative] = [_text(other, SYNONYM_WEIGHT) for other in alternatives_of(letters)]
    if ways and len(letters) > 1:
        words = _spoken_words(ways)
        if len(words) > 1:
            return [_spoken_group(word) for word in words]
        others += _spoken_alternatives(letters, ways)
    if _LEAST_INITIALS <= len(letters) <= _MOST_INITIALS:
        pairs_of_letters = tuple(letters[i : i + 2] for i in range(len(letters) - 1))
        others.append(Alternative(INITIALS, letters, pairs_of_letters, INITIALS_WEIGHT * (0.6 if ways else 1)))
    return [Group(letters, (own, *others)[:MOST_ALTERNATIVES])]


def _spoken_alternatives(letters: str, ways) -> list[Alternative]:
    known = [_text(text, 0.9) for text in texts_read([letters]).get(letters, ())]
    return [*known, *(Alternative(SOUND, letters, way, SOUND_WEIGHT) for way in ways)]


def _spoken_group(letters: str) -> Group:
    return Group(letters, tuple(_spoken_alternatives(letters, divide(letters))[:MOST_ALTERNATIVES]))


def _spoken_words(ways) -> list[str]:
    """Return the known words that pinyin of several words is made of, the fewest; one part when it is not."""
    best: list[str] = []
    for way in ways:
        size = len(way)
        spans = {"".join(way[i:j]) for i in range(size) for j in range(i + 1, min(size, i + 8) + 1)}
        known = {span for span, texts in texts_read(sorted(spans)).items() if any(len(text) > 1 for text in texts)}
        if "".join(way) in known:
            return ["".join(way)]
        parts = _fewest(way, known)
        if parts and (not best or len(parts) < len(best)):
            best = parts
    return best


def _fewest(way: tuple[str, ...], known: set[str]) -> list[str]:
    size = len(way)
    best: list[list[str] | None] = [None] * size + [[]]
    for start in range(size - 1, -1, -1):
        for end in range(start + 1, size + 1):
            word = "".join(way[start:end])
            if word in known and best[end] is not None and (best[start] is None or len(best[end]) + 1 < len(best[start])):
                best[start] = [word, *best[end]]
    return best[0] or []


def _some_required(groups: list[Group]) -> list[Group]:
    """Return the groups with the most telling ones required when none is by itself."""
    if not groups or any(group.required for group in groups):
        return groups
    most = max(group.weight for group in groups)
    return [replace(group, required=group.weight == most) for group in groups]


def _by_sound(question: Question) -> Question:
    """Let Chinese words of two or more characters be written with other characters of the same sound."""
    return replace(question, groups=tuple(_sounding(group) for group in question.groups))


def _sounding(group: Group) -> Group:
    if not is_han(group.text) or len(group.text) < 2:
        return group
    syllables = tuple(readings(group.text))
    read = "".join(syllables)
    known = [_text(text, SOUND_WEIGHT) for text in texts_read([read]).get(read, ()) if text != group.text]
    alternatives = (*group.alternatives, *known, Alternative(SOUND, group.text, syllables, SOUND_WEIGHT))
    return replace(group, alternatives=alternatives[:MOST_ALTERNATIVES])


def _with_one_wrong_letter(question: Question) -> Question:
    return replace(question, groups=tuple(_near(group) for group in question.groups))


def _near(group: Group) -> Group:
    """Let pinyin be one letter off a known word."""
    if not (group.text.isascii() and group.text.isalpha() and len(group.text) > 3):
        return _sounding(group)
    near = texts_read(one_letter_off(group.text))
    known = [_text(text, NEAR_WEIGHT) for texts in near.values() for text in texts if len(text) > 1]
    return replace(group, alternatives=(*group.alternatives, *known)[:MOST_ALTERNATIVES])


def _any_word(question: Question) -> Question:
    """Ask for any one of the groups, and of longer words for any of their pairs."""
    groups = []
    for group in question.groups:
        parts = [Alternative(TEXT, pair, (pair,), 0.3) for pair in pairs(group.text)] if is_han(group.text) and len(group.text) > 2 else []
        groups.append(replace(group, required=False, alternatives=(*group.alternatives, *parts)[:MOST_ALTERNATIVES]))
    return replace(question, groups=tuple(groups))
