"""What the words around a hit change: negations, reports of crackdowns, and bait."""

import re

from portal.moderation.screening.types import RuleSet

_SENTENCE_END = re.compile(r"[。！？!?\n；;]")
_CLAUSE_END = re.compile(r"[。！？!?\n；;，,]")
_BEFORE, _AFTER, _NEAR = 16, 8, 60


class Context:
    """The context words of a rule set."""

    def __init__(self, rules: RuleSet):
        self._words = {name: _either(words) for name, words in rules.contexts.items()}
        self._nots = frozenset(rules.contexts.get("not", ()))

    def has(self, name: str, text: str) -> bool:
        """Return whether ``text`` holds a context word of this name."""
        pattern = self._words.get(name)
        return bool(pattern and pattern.search(text))

    def negated(self, text: str, start: int, end: int, between: str) -> bool:
        """Return whether the part of the sentence around a hit negates it (不含罂粟壳, 杜绝赌博, 押金不收).

        Args:
            between: what stands between the words of a hit of several words (户籍不作要求).
        """
        before = _CLAUSE_END.split(text[max(0, start - _BEFORE) : start])[-1]
        after = _CLAUSE_END.split(text[end : end + _AFTER])[0]
        if before and before[-1] in self._nots:
            return True
        return self.has("negation", before) or self.has("negation_inside", between) or self.has("negation_after", after)

    def reported(self, text: str, start: int, end: int, *, whole: bool) -> bool:
        """Return whether a text reports or warns of what the hit names.

        Args:
            whole: whether the whole text counts (news), or only what stands near.
        """
        if whole:
            return self.has("report", text)
        left = max(0, start - _NEAR)
        before = _SENTENCE_END.split(text[left:start])[-1]
        after = _SENTENCE_END.split(text[end : end + _NEAR])[0]
        return self.has("report", before + text[start:end] + after)


def _either(words: tuple[str, ...]) -> re.Pattern:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")
