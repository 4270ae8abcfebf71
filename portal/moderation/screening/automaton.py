"""All terms of a rule set in a few automata, and the raw places where a text holds them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import ne

from ahocorasick_rs import AhoCorasick

from portal.moderation.screening.folding import Folder, Reading, is_han
from portal.moderation.screening.sounds import SoundReading, sound, term_sound
from portal.moderation.screening.types import Group, RuleSet, Term

_JOINT = re.compile(r"\s*([~>])\s*(\d+)\s*")
# In how many original characters a disguise may stretch one step from character to character.
_WIDEST_GAP = 6
_INSERTED_LETTERS = 2
_ANY = "\ufffc"
_FIRST_HAN = "\u3400"
_FEW_LETTERS = re.compile(rf"[^a-z][a-z]{{1,{_INSERTED_LETTERS}}}[^a-z]")


@dataclass(slots=True)
class Word:
    """One word to look for: ``lists`` are the numbers of the lists of alternatives it belongs to.

    ``blamed``: some list belongs to a group of terms, not to the allow-list; ``grave``: of a grave group; ``alone``: some list is a whole
    term of a grave group.
    """

    text: str
    lists: list[int] = field(default_factory=list)
    blamed: bool = False
    grave: bool = False
    alone: bool = False

    @property
    def is_han(self) -> bool:
        """Whether it is all Chinese, and so can be disguised."""
        return len(self.text) >= 2 and all(map(is_han, self.text))


@dataclass(slots=True, eq=False)
class Place:
    """Where a word stands.

    ``start`` and ``end`` are indices of the original; ``reading``, ``first`` and ``last`` say where in which reading. ``way`` names how
    it was found: plain, folded, inserted, sound, initial, rare, reversed.
    """

    word: Word
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
    """Forms to search for, each with the words it stands for."""

    def __init__(self, forms: Iterable[tuple[str, Word]]):
        found: dict[str, list[Word]] = defaultdict(list)
        for form, word in forms:
            if form and word not in found[form]:
                found[form].append(word)
        self._words = list(found.values())
        self._search = AhoCorasick(list(found)) if found else None

    def find(self, text: str) -> list[tuple[list[Word], int, int]]:
        """Return the words of every form in ``text``, with the place of the form."""
        if self._search is None or not text:
            return []
        words = self._words
        return [(words[index], start, end) for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True)]


class Matcher:
    """A rule set made ready for searching.

    Lists of alternatives are kept once, however many terms use them (``@sell`` is part of hundreds), and ``by_list`` leads from the
    rarest list of each phrase to the phrase.
    """

    def __init__(self, rules: RuleSet):
        self.folder = Folder(rules.folds)
        self.words: dict[str, Word] = {}
        self.by_list: dict[int, list[Phrase]] = defaultdict(list)
        # Short terms whose homophones are looked for; any other short term has too many innocent ones.
        self.homophones = frozenset(rules.contexts.get("homophones", ()))
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
        blamed, grave = group is not None, bool(group and group.grave)
        key = (words, blamed, grave, alone)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            for text in words:
                word = self.words.setdefault(text, Word(text))
                word.lists.append(number)
                word.blamed |= blamed
                word.grave |= grave
                word.alone |= grave and alone
        return self._numbers[key]

    @cached_property
    def _plain(self) -> _Automaton:
        return _Automaton((self.folder.plain(word.text).text, word) for word in self.words.values())

    @cached_property
    def _folded(self) -> _Automaton:
        return _Automaton((self.folder.folded(word.text).text, word) for word in self.words.values() if word.blamed)

    @cached_property
    def _disguised(self) -> _Automaton:
        return _Automaton((self.folder.folded(word.text).text, word) for word in self._grave())

    @cached_property
    def _reversed(self) -> _Automaton:
        return _Automaton((word.text[::-1], word) for word in self._grave() if word.alone and len(word.text) >= 3)

    @cached_property
    def _initials(self) -> _Automaton:
        """Terms with one character given by the first letter of its sound: d博, 卖y女."""
        return _Automaton(
            (word.text[:at] + sound(char)[0] + word.text[at + 1 :], word)
            for word in self._grave()
            if word.alone
            for at, char in enumerate(word.text)
        )

    @cached_property
    def _rare(self) -> _Automaton:
        """Terms with one character given by a rare one, which stands for any that looks like it."""
        return _Automaton(
            (word.text[:at] + _ANY + word.text[at + 1 :], word)
            for word in self._grave()
            if word.alone and len(word.text) >= 3
            for at in range(len(word.text))
        )

    @cached_property
    def _sounds(self) -> _Automaton:
        return _Automaton((term_sound(word.text), word) for word in self._grave())

    def _grave(self) -> Iterator[Word]:
        return (word for word in self.words.values() if word.grave and word.is_han)

    def places(self, text: str) -> list[Place]:
        """Return every place of every word in ``text``, found in whatever way; each place of a word once."""
        plain = self.folder.plain(text)
        folded = self.folder.folded(text, plain)
        found = {(place.start, place.end, id(place.word)): place for place in self._scan(self._plain, plain, "plain")}
        for place in self._disguises(text, plain, folded):
            found.setdefault((place.start, place.end, id(place.word)), place)
        return list(found.values())

    def _disguises(self, text: str, plain: Reading, folded: Reading) -> Iterator[Place]:
        if folded.text != plain.text:
            changed = _changed(plain, folded)
            yield from self._scan(self._folded, folded, "folded", changed)
        yield from self._scan(self._reversed, plain, "reversed")
        yield from self._scan(self._initials, plain, "initial")
        rare = plain.text.translate(_COMMON)
        if _ANY in rare:
            yield from self._scan(self._rare, Reading(rare, plain.starts, plain.ends), "rare")
        if _FEW_LETTERS.search(folded.text):
            found = self._scan(self._disguised, folded.only(is_han), "inserted")
            yield from (place for place in found if _letters_inside(text, place))
        yield from self._by_sound(plain)

    def _scan(self, automaton: _Automaton, reading: Reading, way: str, changed: list[int] | None = None) -> Iterator[Place]:
        """Yield the places of one automaton.

        Args:
            changed: how many characters up to each were changed by folding; a place without any was found by the plain reading.
        """
        for words, first, last in automaton.find(reading.text):
            if changed is not None and changed[first] == changed[last]:
                continue
            if _whole(reading, first, last) and _close(reading, first, last):
                start, end = reading.starts[first], reading.ends[last - 1]
                for word in words:
                    yield Place(word, start, end, reading, first, last, way)

    def _by_sound(self, reading: Reading) -> Iterator[Place]:
        sounds = SoundReading(reading)
        for words, start, end in self._sounds.find(sounds.text):
            stretch = sounds.stretch(start, end)
            if stretch is None or not _close(reading, *stretch):
                continue
            for word in words:
                if reading.text[stretch[0] : stretch[1]] != word.text:
                    yield Place(word, *reading.span(*stretch), reading, *stretch, "sound")


def _changed(plain: Reading, folded: Reading) -> list[int]:
    """Return, for each index of the folded reading, how many characters before it differ from the plain one."""
    if len(plain.text) == len(folded.text):
        differ = map(ne, plain.text, folded.text)
    else:
        known = set(zip(plain.text, plain.starts, plain.ends, strict=True))
        differ = ((char, start, end) not in known for char, start, end in zip(folded.text, folded.starts, folded.ends, strict=True))
    return list(accumulate(differ, initial=0))


class _Common(dict):
    """Characters as they are, or the sign for any where they are too rare for the basic set of simplified Chinese (GB 2312)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        try:
            char.encode("gb2312")
            self[code] = char
        except UnicodeEncodeError:
            self[code] = _ANY if is_han(char) else char
        return self[code]


_COMMON = _Common()


def _whole(reading: Reading, first: int, last: int) -> bool:
    """Whether a hit that begins or ends with letters or digits does not cut a longer run of them."""
    text = reading.text
    return not (
        (text[first] < _FIRST_HAN and _continues(reading, first - 1, first))
        or (text[last - 1] < _FIRST_HAN and _continues(reading, last - 1, last))
    )


def _continues(reading: Reading, left: int, right: int) -> bool:
    if left < 0 or right >= len(reading.text) or reading.ends[left] != reading.starts[right]:
        return False
    one, two = reading.text[left], reading.text[right]
    return (one.isascii() and one.isalpha() and two.isascii() and two.isalpha()) or (one.isdigit() and two.isdigit())


def _close(reading: Reading, first: int, last: int) -> bool:
    if reading.ends[last - 1] - reading.starts[first] == last - first:
        return True
    return all(reading.starts[at] - reading.ends[at - 1] <= _WIDEST_GAP for at in range(first + 1, last))


def _letters_inside(text: str, place: Place) -> bool:
    """Whether letters were inserted between the characters, and only a few: ``赌x博``; a number there is most often a number."""
    reading = place.reading
    gaps = [text[reading.ends[at - 1] : reading.starts[at]] for at in range(place.first + 1, place.last)]
    runs = [[char for char in gap if char.isalnum()] for gap in gaps]
    digits = any(char.isdigit() for run in runs for char in run)
    return any(runs) and all(len(run) <= _INSERTED_LETTERS for run in runs) and not (digits and len(gaps) < 2)
