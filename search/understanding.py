"""What a query means, the same for every engine: groups of alternatives, each group one thing that is looked for.

A text is divided into words; staff's synonyms, readings and spellings become alternatives of them. Reading is done in widths: first as
typed, then by sound, then with one wrong letter, in parts, with most and last with any of the words.
"""

import re
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from search.analysis.normalise import is_han, normalise, runs
from search.analysis.pinyin import divide, likely_confusions, one_letter_off, readings
from search.analysis.synonyms import alternatives_of
from search.analysis.terms import common_terms, own_with_initials, reading_ahead, texts_read
from search.analysis.tokens import pairs
from search.analysis.words import noise, rarity, segment

TEXT, SOUND, INITIALS = "text", "sound", "initials"
# Each weight is tied to a class of golden queries (tests/search/golden.toml): a synonym below the word itself, a sound below a writing.
SYNONYM_WEIGHT, READ_WEIGHT, SOUND_WEIGHT, INITIALS_WEIGHT, NEAR_WEIGHT, UNLIKELY_WEIGHT, PART_WEIGHT = 0.8, 0.9, 0.6, 0.5, 0.4, 0.3, 0.3
WEAK_WEIGHT = 0.15
MAX_GROUPS, MAX_ALTERNATIVES = 12, 40
_LEAST_INITIALS, _MOST_INITIALS = 2, 10
_MOST_COMBINED = 6


class Width(IntEnum):
    """How generously a query is read."""

    TYPED = 0
    SOUND = 1
    NEAR = 2
    PARTS = 3
    MOST = 4
    ANY = 5


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

    @cached_property
    def phrase(self) -> str:
        """The tokens as they follow one another in a field."""
        return " ".join(self.tokens)


@dataclass(frozen=True)
class Group:
    """One thing looked for; a group that is not required only raises what has it. ``weight`` is how much it says."""

    text: str
    alternatives: tuple[Alternative, ...]
    required: bool = True
    weight: float = 1.0


@dataclass(frozen=True)
class Question:
    """A whole query in one width.

    ``typed`` is its text without blanks and signs, ``whole`` the same without the noise around it, for comparing with titles. A hit has
    at least ``minimum`` of the required groups (all of them unless read more widely), or any group if none is required.
    """

    text: str
    typed: str
    whole: str
    groups: tuple[Group, ...] = field(default=())
    width: Width = Width.TYPED
    allowed_to_miss: int = 0

    @property
    def minimum(self) -> int:
        """How many of the required groups every hit has."""
        return len(self.required) - self.allowed_to_miss

    @property
    def required(self) -> tuple[Group, ...]:
        """The groups that hits have."""
        return tuple(group for group in self.groups if group.required)

    @cached_property
    def weight(self) -> float:
        """How much all groups say."""
        return sum(group.weight for group in self.groups)

    @cached_property
    def wholes(self) -> dict[str, float]:
        """The whole query, and what it may mean where it is one thing only, with what each is worth."""
        meant = self.groups[0].alternatives if len(self.groups) == 1 else ()
        return {**{other.text: other.weight for other in meant if other.kind == TEXT}, self.whole: 1.0}

    def read(self, width: Width) -> "Question | None":
        """Return this question in a width, or ``None`` where that reads nothing new."""
        if width == Width.TYPED or not self.groups:
            return self if width == Width.TYPED else None
        widened = _WIDER[width](self)
        return None if widened == self else replace(widened, width=width)


def understand(text: str) -> Question:
    """Return the question that a typed text asks, read as typed."""
    normalised = normalise(text)
    meant = without_noise(normalised)
    found: list[Group] = []
    before = ""
    for part in _parts(meant):
        found += _groups_of(part, before)
        before = part
    groups = tuple(_some_required(found[:MAX_GROUPS]))
    return Question(normalised, "".join(runs(normalised)), "".join(runs(meant)), groups)


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


def _groups_of(part: str, before: str = "") -> list[Group]:
    if is_han(part):
        if len(part) == 1 and part in (noise()["units"] if before.isdigit() else noise()["function"]):
            return [replace(_han_group(part), required=False, weight=WEAK_WEIGHT)]
        return [replace(_han_group(part), required=True)] if len(part) == 1 else [_han_group(word) for word in _units(part)]
    if part.isdigit():
        tokens = (part,)
        return [Group(part, (Alternative(TEXT, part, tokens, prefix=len(part) > 2),), required=len(part) > 1)]
    return _latin_groups(part)


def _units(run: str) -> list[str]:
    """Return the words of a run; neighbouring single characters stay together, so that scattered ones match nothing."""
    found: list[str] = []
    alone = False
    for word in segment(run):
        single = len(word) == 1 and word not in noise()["function"] and (alone or word not in noise()["verbs"])
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
    weak, single = any(word in noise()[kind] for kind in ("function", "verbs", "weak")), len(word) == 1
    everywhere = word in common_terms()
    weight = WEAK_WEIGHT if weak else rarity(word) * (0.5 if single else 1) * (0.4 if everywhere else 1)
    return Group(word, (_text(word), *synonyms), required=not (weak or single or everywhere), weight=weight)


def _latin_groups(letters: str) -> list[Group]:
    ways = divide(letters)
    own = Alternative(TEXT, letters, (letters,), prefix=len(letters) > 2)
    others: list[Alternative] = [_text(other, SYNONYM_WEIGHT) for other in alternatives_of(letters)]
    if ways and len(letters) > 1:
        words = _spoken_words(ways)
        if words:
            together = Group(letters, tuple(Alternative(SOUND, letters, way, SOUND_WEIGHT) for way in ways), required=False, weight=0.5)
            return [*map(_spoken_group, words), together]
        others += _spoken_alternatives(letters, ways)
    if _LEAST_INITIALS <= len(letters) <= _MOST_INITIALS:
        pairs_of_letters = tuple(letters[i : i + 2] for i in range(len(letters) - 1))
        weight = INITIALS_WEIGHT * (0.6 if ways else 1)
        for word in own_with_initials(letters):
            others += [_text(word, weight), *(_text(other, weight * SYNONYM_WEIGHT) for other in alternatives_of(word))]
        others.append(Alternative(INITIALS, letters, pairs_of_letters, weight))
    return [Group(letters, (own, *others)[:MAX_ALTERNATIVES])]


def _spoken_alternatives(letters: str, ways) -> list[Alternative]:
    return [*_read_as(letters, READ_WEIGHT), *(Alternative(SOUND, letters, way, SOUND_WEIGHT) for way in ways)]


def _read_as(letters: str, weight: float, but: str = "") -> list[Alternative]:
    """Return the known words with a reading, and their synonyms."""
    known = [text for text in texts_read([letters]).get(letters, ()) if text != but]
    return [*(_text(text, weight) for text in known), *(_text(o, weight * SYNONYM_WEIGHT) for text in known for o in alternatives_of(text))]


def _spoken_group(letters: str) -> Group:
    return Group(letters, tuple(_spoken_alternatives(letters, divide(letters))[:MAX_ALTERNATIVES]))


def _spans(way: tuple[str, ...]) -> set[str]:
    """Return the parts of a reading, of up to eight syllables, that are known words of two or more characters."""
    return {span for span, texts in texts_read(_spans_of(way)).items() if any(len(text) > 1 for text in texts)}


def _spans_of(way: tuple[str, ...]) -> list[str]:
    size = len(way)
    return sorted({"".join(way[i:j]) for i in range(size) for j in range(i + 2, min(size, i + 8) + 1)})


def _spoken_words(ways) -> list[str]:
    """Return the known words that pinyin is made of, where it is more than one word; single syllables between them are left out."""
    for way in ways[:2]:
        known = _spans(way) if len(way) > 2 else set()
        if known and "".join(way) not in known:
            return _longest(way, known)
    return []


def _longest(way: tuple[str, ...], known: set[str]) -> list[str]:
    """Return the longest known parts of a reading from left to right."""
    found, start = [], 0
    while start < len(way):
        end = next((end for end in range(len(way), start + 1, -1) if "".join(way[start:end]) in known), start + 1)
        found += ["".join(way[start:end])] if end > start + 1 else []
        start = end
    return found


def _some_required(groups: list[Group]) -> list[Group]:
    """Return the groups with the most telling ones required when none is by itself."""
    if not groups or any(group.required for group in groups):
        return groups
    most = max(group.weight for group in groups)
    return [replace(group, required=group.weight == most) for group in groups]


def _by_sound(question: Question) -> Question:
    """Let Chinese words of two or more characters be written with other characters of the same sound."""
    with reading_ahead("".join(syllables) for syllables in map(_syllables_of, question.groups) if syllables):
        return replace(question, groups=tuple(map(_sounding, question.groups)))


def _sounding(group: Group) -> Group:
    syllables = _syllables_of(group)
    if not syllables:
        return group
    read = _read_as("".join(syllables), SOUND_WEIGHT, but=group.text)
    alternatives = (*group.alternatives, *read, Alternative(SOUND, group.text, syllables, SOUND_WEIGHT))
    return replace(group, alternatives=alternatives[:MAX_ALTERNATIVES])


def _syllables_of(group: Group) -> tuple[str, ...]:
    """Return the reading of a group of two or more Chinese characters, one syllable each; otherwise nothing."""
    if not is_han(group.text) or len(group.text) < 2:
        return ()
    read = tuple(readings(group.text))
    return read if len(read) == len(group.text) else ()


def _nearly(question: Question) -> Question:
    """Let pinyin be one letter off a known word, and words be known words of the same sound with single characters between them."""
    spoken = list(filter(None, map(_syllables_of, question.groups)))
    confused = [spelling for syllables in spoken for spelling in likely_confusions("".join(syllables))]
    with reading_ahead([*confused, *(span for syllables in spoken for span in _spans_of(syllables))]):
        return replace(question, groups=tuple(near for group in question.groups for near in _near(group)))


def _near(group: Group) -> list[Group]:
    if is_han(group.text):
        return _known_by_sound(group) or [_confused(_sounding(group))]
    if not (group.text.isascii() and group.text.isalpha() and len(group.text) > 3):
        return [group]
    near = _one_off(group.text)
    if near:
        return [replace(group, alternatives=(*group.alternatives, *near)[:MAX_ALTERNATIVES])]
    return _one_off_in_part(divide(group.text)) or [group]


def _confused(group: Group) -> Group:
    """Let a Chinese word be a known one whose sound is easily taken for its own."""
    confused = likely_confusions("".join(_syllables_of(group)))
    near = [_text(text, NEAR_WEIGHT) for texts in texts_read(confused).values() for text in texts if len(text) == len(group.text)]
    return replace(group, alternatives=(*group.alternatives, *near)[:MAX_ALTERNATIVES])


def _one_off(letters: str) -> list[Alternative]:
    alike = likely_confusions(letters)
    found = texts_read([*alike, *one_letter_off(letters)])
    weights = {spelling: NEAR_WEIGHT if spelling in alike else UNLIKELY_WEIGHT for spelling in found}
    return [_text(text, weights[spelling]) for spelling, texts in found.items() for text in texts if len(text) > 1]


def _one_off_in_part(ways) -> list[Group]:
    """Return a known word and one that is a letter off, when pinyin of several words is that."""
    for way in ways[:2]:
        known = _spans(way)
        for cut in range(2, len(way) - 1):
            parts = ["".join(way[:cut]), "".join(way[cut:])]
            if any(part in known for part in parts):
                groups = [_spoken_group(part) if part in known else Group(part, tuple(_one_off(part))) for part in parts]
                if all(group.alternatives for group in groups):
                    return groups
    return []


def _known_by_sound(group: Group) -> list[Group]:
    """Return the longest words known by sound inside a group, if any; the characters between them need not match."""
    syllables, found, start = _syllables_of(group), [], 0
    known = _spans(syllables) if len(syllables) > 2 else set()
    while known and start < len(syllables):
        end = next((end for end in range(len(syllables), start + 1, -1) if "".join(syllables[start:end]) in known), start + 1)
        text, word = group.text[start:end], end > start + 1
        read = _read_as("".join(syllables[start:end]), SOUND_WEIGHT, but=text) if word else []
        found.append(Group(text, (_text(text), *read)[:MAX_ALTERNATIVES], required=word, weight=1.0 if word else WEAK_WEIGHT))
        start = end
    return found


def _in_parts(question: Question) -> Question:
    """Divide long words into shorter ones."""
    groups: list[Group] = []
    for group in question.groups:
        parts = segment(group.text, without=group.text) if is_han(group.text) and len(group.text) > 2 else []
        longer = [part for part in parts if len(part) > 1]
        groups += [_han_group(part) for part in parts] if longer else [group]
    return replace(question, groups=tuple(_some_required(groups[:MAX_GROUPS])))


def _most_words(question: Question) -> Question:
    """Let one of three or more words be missing."""
    few_enough = 3 <= len(question.required) <= _MOST_COMBINED
    return replace(question, allowed_to_miss=1) if few_enough else question


def _any_word(question: Question) -> Question:
    """Ask for any one of the groups, and of longer words for any of their pairs; single characters say nothing beside several words."""
    groups = []
    words = [group for group in question.groups if len(group.text) > 1]
    for group in words if len(words) > 1 else question.groups:
        long = is_han(group.text) and len(group.text) > 2
        parts = [Alternative(TEXT, pair, (pair,), PART_WEIGHT) for pair in pairs(group.text)] if long else []
        groups.append(replace(group, required=False, alternatives=(*group.alternatives, *parts)[:MAX_ALTERNATIVES]))
    return replace(question, groups=tuple(groups))


_WIDER = {Width.SOUND: _by_sound, Width.NEAR: _nearly, Width.PARTS: _in_parts, Width.MOST: _most_words, Width.ANY: _any_word}
