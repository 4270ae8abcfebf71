"""All terms of a rule set in a few automata, and the raw places where a text holds them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from portal.moderation.screening.folding import Folder, Reading, is_han
from portal.moderation.screening.sounds import SoundReading, term_sound
from portal.moderation.screening.types import Group, RuleSet, Term

_JOINT = re.compile(r"\s*([~>])\s*(\d+)\s*")
# In how many original characters a disguise may stretch one step from character to character.
_WIDEST_GAP = 6
_INSERTED_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One word to look for; ``words`` is the number of its list of alternatives; ``alone``: the list is a whole term."""

    words: int
    word: str
    blamed: bool
    grave: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands.

    ``start`` and ``end`` are indices of the original; ``reading``, ``first`` and ``last`` say where in which reading. ``way`` names how
    it was found: plain, folded, inserted, sound, reversed.
    """

    part: Part
    start: int
    end: int
    reading: Reading
    first: int
    last: int
    way: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term taken apart: the lists of alternatives it is made of, by number, and ``joints`` between them as (in order?, distance)."""

    term: Term
    group: Group | None
    lists: tuple[int, ...]
    joints: tuple[tuple[bool, int], ...] = ()
    kind: str = ""


def parse(pattern: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[bool, int], ...]]:
    """Take a pattern apart: ``代开|出售 ~6 发票`` becomes two lists of words and one joint.

    Raises:
        ValueError: a part is empty.
    """
    pieces = _JOINT.split(pattern.strip())
    parts = tuple(tuple(word.strip() for word in piece.split("|")) for piece in pieces[::3])
    if not all(word for words in parts for word in words):
        raise ValueError(pattern)
    joints = tuple((sign == ">", int(distance)) for sign, distance in zip(pieces[1::3], pieces[2::3], strict=True))
    return parts, joints


class _Automaton:
    """Words of one form, each with the parts it stands for."""

    def __init__(self, words: Iterable[tuple[str, Part]]):
        found: dict[str, list[Part]] = defaultdict(list)
        for word, part in words:
            if word:
                found[word].append(part)
        self._parts = list(found.values())
        self._search = AhoCorasick(list(found)) if found else None

    def find(self, text: str) -> Iterator[tuple[Part, int, int]]:
        if self._search is None or not text:
            return
        for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            for part in self._parts[index]:
                yield part, start, end


class Matcher:
    """A rule set made ready for searching.

    Lists of alternatives are kept once, however many terms use them (``@sell`` is part of hundreds), and ``by_list`` leads from the
    rarest list of each phrase to the phrase.
    """

    def __init__(self, rules: RuleSet):
        self.folder = Folder(rules.folds)
        self.parts: list[Part] = []
        self.by_list: dict[int, list[Phrase]] = defaultdict(list)
        self._contexts = rules.contexts
        self._numbers: dict[tuple, int] = {}
        phrases = [self._phrase(term, group) for group in rules.groups for term in group.terms]
        phrases += [self._phrase(Term(pattern), None, kind) for kind, patterns in rules.allowed.items() for pattern in patterns]
        uses = Counter(number for phrase in phrases for number in phrase.lists)
        for phrase in phrases:
            self.by_list[min(phrase.lists, key=lambda number: uses[number])].append(phrase)

    def _phrase(self, term: Term, group: Group | None, kind: str = "") -> Phrase:
        parts, joints = parse(term.pattern)
        return Phrase(term, group, tuple(self._list(words, group, not joints) for words in parts), joints, kind)

    def _list(self, words: tuple[str, ...], group: Group | None, alone: bool) -> int:
        if words[0].startswith("@"):
            words = (*self._contexts.get(words[0][1:], ()), *words[1:])
        key = (words, group is not None, bool(group and group.grave), alone)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            self.parts += [Part(number, word, *key[1:]) for word in words]
        return self._numbers[key]

    @cached_property
    def _plain(self) -> _Automaton:
        return _Automaton((self.folder.plain(part.word).text, part) for part in self.parts)

    @cached_property
    def _folded(self) -> _Automaton:
        blamed = (part for part in self.parts if part.blamed)
        return _Automaton((self.folder.folded(part.word).text, part) for part in blamed)

    @cached_property
    def _disguised(self) -> _Automaton:
        grave = (part for part in self.parts if part.grave and len(part.word) >= 2 and all(map(is_han, part.word)))
        return _Automaton((self.folder.folded(part.word).text, part) for part in grave)

    @cached_property
    def _reversed(self) -> _Automaton:
        grave = (part for part in self.parts if part.grave and len(part.word) >= 3 and all(map(is_han, part.word)))
        return _Automaton((part.word[::-1], part) for part in grave)

    @cached_property
    def _sounds(self) -> _Automaton:
        return _Automaton((term_sound(part.word), part) for part in self.parts if part.grave and len(part.word) >= 2)

    def places(self, text: str) -> Iterator[Place]:
        """Yield every place of every word in ``text``, found in whatever way; the same place may come more than once."""
        plain = self.folder.plain(text)
        folded = self.folder.folded(text)
        yield from self._scan(self._plain, plain, "plain")
        if folded.text != plain.text:
            yield from self._scan(self._folded, folded, "folded")
        yield from self._scan(self._reversed, plain, "reversed")
        han = folded.only(is_han)
        if len(han.text) != len(folded.text):
            yield from (place for place in self._scan(self._disguised, han, "inserted") if _letters_inside(text, place))
        yield from self._by_sound(plain)

    def _scan(self, automaton: _Automaton, reading: Reading, way: str) -> Iterator[Place]:
        for part, first, last in automaton.find(reading.text):
            if _whole(reading, first, last) and _close(reading, first, last):
                yield Place(part, *reading.span(first, last), reading, first, last, way)

    def _by_sound(self, reading: Reading) -> Iterator[Place]:
        sounds = SoundReading(reading)
        for part, start, end in self._sounds.find(sounds.text):
            stretch = sounds.stretch(start, end)
            if stretch and reading.text[stretch[0] : stretch[1]] != part.word and _close(reading, *stretch):
                yield Place(part, *reading.span(*stretch), reading, *stretch, "sound")


def _whole(reading: Reading, first: int, last: int) -> bool:
    """Whether a hit that begins or ends with letters or digits does not cut a longer run of them."""
    return not (_continues(reading, first - 1, first) or _continues(reading, last - 1, last))


def _continues(reading: Reading, left: int, right: int) -> bool:
    if left < 0 or right >= len(reading.text) or reading.ends[left] != reading.starts[right]:
        return False
    one, two = reading.text[left], reading.text[right]
    return (one.isascii() and one.isalpha() and two.isascii() and two.isalpha()) or (one.isdigit() and two.isdigit())


def _close(reading: Reading, first: int, last: int) -> bool:
    return all(reading.starts[at] - reading.ends[at - 1] <= _WIDEST_GAP for at in range(first + 1, last))


def _letters_inside(text: str, place: Place) -> bool:
    """Whether letters were inserted between the characters, and only a few: ``赌x博``; a number there is most often a number."""
    reading = place.reading
    gaps = [text[reading.ends[at - 1] : reading.starts[at]] for at in range(place.first + 1, place.last)]
    runs = [[char for char in gap if char.isalnum()] for gap in gaps]
    digits = any(char.isdigit() for run in runs for char in run)
    return any(runs) and all(len(run) <= _INSERTED_LETTERS for run in runs) and not (digits and len(gaps) < 2)
