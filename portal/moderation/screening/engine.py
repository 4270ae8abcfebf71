"""The screening itself: texts in, hits out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.moderation.screening.automaton import Matcher, Phrase, Place
from portal.moderation.screening.context import Context
from portal.moderation.screening.folding import Reading, is_han
from portal.moderation.screening.leaks import leaks
from portal.moderation.screening.types import Action, Group, Hit, Result, RuleSet
from portal.moderation.screening.words import crossing_words, is_word

# Kinds in which people ask about offences or complain of them.
ASKING_KINDS = frozenset({"question", "complaint", "report"})
# Kinds of content that tell of events; a report there is judged by the whole text.
REPORTING_KINDS = frozenset({"news", "policy", "notice", "guide", "story", "course", "event", "page", "culture", "tourism"})
# A place beyond this many in one text adds nothing to the verdict.
_SEEN_MOST = 60
# How many signs may stand between the words of a phrase, beside three a character.
_LOOSE = 6
# From this length on, a disguise that only keeps the sound is sure enough to block.
_SURE_LENGTH = 3
_CODE_SIGNS = frozenset("-_./@:&=#0123456789")
WAYS = {
    "folded": gettext_lazy("形近字或拆字"),
    "inserted": gettext_lazy("夹杂字母"),
    "sound": gettext_lazy("拼音或谐音"),
    "initial": gettext_lazy("拼音首字母"),
    "rare": gettext_lazy("生僻字"),
    "reversed": gettext_lazy("倒写"),
}
_SENTENCE_ENDS = frozenset("。！？!?")


def screen(texts: Mapping[str, str], kind: str, rules: RuleSet) -> Result:
    """Screen one submission.

    Args:
        texts: plain text by field name.
        kind: kind of content, such as ``product`` or ``news``; an unknown one is treated as general.
        rules: the rules in force.
    """
    hits = []
    for field, text in texts.items():
        hits += _Screening(field, text, kind, rules).hits()
        hits += leaks(field, text, kind)
    return Result(tuple(hits))


def matcher(rules: RuleSet) -> Matcher:
    """Return the compiled form of rules; made once per rule set."""
    if "matcher" not in rules.kept:
        rules.kept["matcher"] = Matcher(rules)
    return rules.kept["matcher"]


def context(rules: RuleSet) -> Context:
    """Return the context words of rules; made once per rule set."""
    if "context" not in rules.kept:
        rules.kept["context"] = Context(rules)
    return rules.kept["context"]


class _Screening:
    """One text of one field."""

    def __init__(self, field: str, text: str, kind: str, rules: RuleSet):
        self.field, self.text, self.kind = field, text, kind
        self.matcher, self.context = matcher(rules), context(rules)
        self.clauses = rules.clauses

    def hits(self) -> list[Hit]:
        """Return what is wrong with the text, without hits that another covers."""
        places: dict[int, list[Place]] = defaultdict(list)
        for place in self.matcher.places(self.text):
            for number in place.word.lists:
                places[number].append(place)
        candidates = (phrase for number in places for phrase in self.matcher.by_list.get(number, ()))
        phrases = [phrase for phrase in candidates if all(number in places for number in phrase.lists)]
        blamed = [phrase for phrase in phrases if phrase.group is not None and self._applies(phrase.group)]
        if not blamed:
            return []
        allowed = (phrase for phrase in phrases if phrase.group is None and phrase.kind in ("", self.kind))
        self.excused_spans = [
            (chain[0].start, chain[-1].end)
            for phrase in allowed
            for chain in self._joined(phrase, [_plain(places[number]) for number in phrase.lists])
        ]
        self.known: dict[int, bool] = {}
        chains = (
            (phrase, chain)
            for phrase in blamed
            for chain in self._joined(phrase, [places[number][:_SEEN_MOST] for number in phrase.lists])
            if not any(self._is_excused(place, alone=not phrase.joints) for place in chain)
        )
        return _without_covered([hit for phrase, chain in chains if (hit := self._hit(phrase, chain))])

    def _applies(self, group: Group) -> bool:
        return not group.kinds or self.kind in group.kinds or bool(group.elsewhere and self.context.has(group.elsewhere, self.text))

    def _joined(self, phrase: Phrase, choices: list[list[Place]]) -> Iterator[list[Place]]:
        """Yield the places that together make a whole phrase, each in the order of the text."""
        chains: list[list[Place]] = [[place] for place in choices[0]]
        for (ordered, distance), places in zip(phrase.joints, choices[1:], strict=True):
            chains = [
                [*chain, place]
                for chain in chains
                for place in _within(places, chain[-1], 3 * distance + _LOOSE)
                if self._near(chain[-1], place, ordered, distance)
            ][:_SEEN_MOST]
        yield from (sorted(chain, key=lambda place: place.start) for chain in chains)

    def _near(self, one: Place, two: Place, ordered: bool, distance: int) -> bool:
        if one.word is two.word:
            return False
        if one.end <= two.start:
            between = self.text[one.end : two.start]
        elif two.end <= one.start and not ordered:
            between = self.text[two.end : one.start]
        else:
            return False
        if len(between) > 3 * distance + _LOOSE or not _SENTENCE_ENDS.isdisjoint(between):
            return False
        return sum(char.isalnum() for char in between) <= distance

    def _is_excused(self, place: Place, *, alone: bool) -> bool:
        """Whether the allow-list covers a word, or it stands only on the seam of other words.

        Args:
            alone: whether the word is a whole term; what is harmless by itself (射钉枪) may not be so beside another word (改装).
        """
        for start, end in self.excused_spans:
            if start <= place.start and place.end <= end and (alone or end - start > place.end - place.start):
                return True
        if id(place) not in self.known:
            self.known[id(place)] = self._on_seams_only(place)
        return self.known[id(place)]

    def _on_seams_only(self, place: Place) -> bool:
        stretch = place.reading.text[place.first : place.last]
        if place.way == "sound" and not self._sounds_meant(place, stretch):
            return True
        if place.way in ("inserted", "folded") and place.end - place.start == len(stretch) and is_word(self.text[place.start : place.end]):
            return True
        if 2 <= len(stretch) <= 3 and all(map(is_han, stretch)):
            return self._on_seam(place)
        return False

    def _on_seam(self, place: Place) -> bool:
        """Whether a hit is the seam of other words, by the characters that were really written."""
        reading, first, last = place.reading, place.first, place.last
        if place.way in ("folded", "inserted"):
            reading = self.plain
            inside = [index for index, start in enumerate(reading.starts) if place.start <= start < place.end]
            if not inside:
                return False
            first, last = inside[0], inside[-1] + 1
        return bool(crossing_words(reading, first, last))

    @cached_property
    def plain(self) -> Reading:
        """The plain reading of the text."""
        return self.matcher.folder.plain(self.text)

    def _sounds_meant(self, place: Place, stretch: str) -> bool:
        """Whether a hit by sound is a disguise: pinyin mixed in, or characters that make no word and keep part of the term."""
        term, short = place.word.text, len(place.word.text) < _SURE_LENGTH
        letters = sum(not is_han(char) for char in stretch)
        if letters == len(stretch):
            return (not short or term in self.matcher.homophones) and self._stands_free(place)
        if letters:
            return True
        torn = any(place.reading.ends[at] != place.reading.starts[at + 1] for at in range(place.first, place.last - 1))
        if torn or len(stretch) != len(term) or is_word(stretch) or (short and term not in self.matcher.homophones):
            return False
        same = [one == two for one, two in zip(stretch, term, strict=True)]
        foreign = (at for at in range(len(stretch) - 1) if not (same[at] and same[at + 1]))
        return any(same) and not any(is_word(stretch[at : at + 2]) for at in foreign)

    def _stands_free(self, place: Place) -> bool:
        """Whether letters are no part of an address or a name in code."""
        around = self.text[max(0, place.start - 1) : place.start] + self.text[place.end : place.end + 1]
        return _CODE_SIGNS.isdisjoint(around)

    def _hit(self, phrase: Phrase, places: list[Place]) -> Hit | None:
        group, start, end = phrase.group, places[0].start, max(place.end for place in places)
        between = "".join(self.text[one.end : two.start] for one, two in pairwise(places))
        if group.negatable and self.context.negated(self.text, start, end, between):
            return None
        ways = {place.way for place in places} - {"plain"}
        term = phrase.term.pattern if not phrase.joints else "…".join(place.word.text for place in places)
        action = phrase.term.action or group.action
        hit = Hit(self.field, term, start, end, group.clause, group.name, action, self._reason(start, end, term, ways))
        if ways & {"sound", "initial"} and len(term) < _SURE_LENGTH:
            hit = hit.milder(Action.REVIEW, _("短词的变形写法，请人工判断。"))
        return self._in_context(hit, group)

    def _in_context(self, hit: Hit, group: Group) -> Hit:
        """Return the hit, milder where the text reports on the offence, warns of it or asks about it."""
        if not group.reports:
            return hit
        telling, bait = self.kind in REPORTING_KINDS, self.context.has("bait", self.text)
        if self.context.reported(self.text, hit.start, hit.end, whole=telling):
            return hit.milder(Action.NOTE if telling and not bait else Action.REVIEW, _("上下文像是报道或警示，不直接拦截。"))
        if not bait and (self.kind in ASKING_KINDS or (telling and group.negatable)):
            return hit.milder(Action.REVIEW, _("没有招揽的话，请人工判断。"))
        return hit

    def _reason(self, start: int, end: int, term: str, ways: Iterable[str]) -> str:
        shown = self.text[start:end]
        if ways:
            how = "、".join(str(WAYS[way]) for way in sorted(ways))
            return _("“%(shown)s”还原（%(how)s）后是“%(term)s”，不在允许词内。") % {"shown": shown, "how": how, "term": term}
        if shown != term and "…" not in term:
            return _("“%(shown)s”去掉插入的符号、还原字形后是“%(term)s”，不在允许词内。") % {"shown": shown, "term": term}
        return _("“%(shown)s”单独成词，不在允许词内，前后没有否定或报道语境。") % {"shown": shown}


def _within(places: list[Place], other: Place, reach: int) -> list[Place]:
    """Return the places that stand no further than ``reach`` from another."""
    return [place for place in places if other.start - reach <= place.end and place.start <= other.end + reach]


def _plain(places: list[Place]) -> list[Place]:
    return [place for place in places if place.way == "plain"][:_SEEN_MOST]


def _without_covered(hits: list[Hit]) -> list[Hit]:
    """Leave one hit per stretch and clause: the strictest, then the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.action.weight, -(hit.end - hit.start), hit.start)):
        if not any(other.clause == hit.clause and other.start < hit.end and hit.start < other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))
