"""Long numbers in running text, however they are parted and written, and what looks like one and is none: days, land lines, amounts."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from portal.moderation.screening.folding import Reading

# What may stand between the digits of one number: blanks, brackets and signs, three at most.
_BETWEEN = re.compile(r"[\s\-._·•*—–~()\[\]、,，/|\\+=。]{1,3}")
_GROUP = re.compile(r"\d+(?:x(?![a-z0-9]))?|(?<![a-z0-9])x(?![a-z0-9])")
# Of all numbers looked for a mobile one is the shortest, a bank card's the longest.
SHORTEST, LONGEST = 11, 19

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_DATES = re.compile(
    rf"(?<!\d){_YEAR}(?:(?P<sign>\s?[-./—年]\s?|\s){_MONTH}(?:(?P=sign)|\s?月\s?){_DAY}|(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])"
    rf"|\s?[-—–~至]\s?{_YEAR}|\s?[-./年]\s?{_MONTH}(?![-./\d]))(?!\d)"
)
LAND_LINE = re.compile(
    r"(?<!\d)(?<!\d\.)\(?(?:0(?:10|2\d)\)?[\s\-—–]{0,2}[2-8]\d{2,3}[\s\-]?\d{4}|0[3-9]\d{2}\)?[\s\-—–]{0,2}[2-8]\d{2,3}[\s\-]?\d{4})(?!\d)"
)
_POINT = re.compile(r"\d\.")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_MONEY = re.compile(r"[¥￥$]\s?$")
_UNIT = re.compile(r"\s?(?:元|块|万|亿|斤|公斤|千克|克|吨|亩|平方|平米|米|人|名|个|件|箱|盒|袋|瓶|株|棵|头|只|%|kg|mm|cm|ml|m2)")
# Parts of a list of small numbers are no longer than this; whoever writes a number digit by digit parts it into ones.
_SMALL = 2
# More groups that different signs part are a list of lists, such as coordinates.
_FEW_GROUPS = 4


@dataclass(slots=True)
class Number:
    """A stretch that could be one number.

    Attributes:
        digits: its digits, with an ``X`` at the end of an identity number.
        start: where it begins in the reading.
        end: where it ends in the reading.
        sizes: how many digits stand together.
    """

    digits: str
    start: int
    end: int
    sizes: tuple[int, ...]

    @property
    def in_fours(self) -> bool:
        """Whether it is parted as cards are printed."""
        return set(self.sizes[:-1]) == {4}


class Numbers:
    """The numbers of one reading of a text.

    Args:
        reading: the text with its digits made plain and what parts them kept.
    """

    def __init__(self, reading: Reading):
        self.text = reading.text
        self.dates = [match.span() for match in _DATES.finditer(self.text)]
        self.land_lines = [match.span() for match in LAND_LINE.finditer(self.text)]
        self._excluded = sorted([*self.dates, *self.land_lines])
        self._firsts = [start for start, _end in self._excluded]
        self._groups = [match.span() for match in _GROUP.finditer(self.text)]
        self._sizes = [end - start for start, end in self._groups]
        self._offsets = list(accumulate(self._sizes, initial=0))
        self._digits = "".join(self.text[start:end] for start, end in self._groups).upper()
        # Whether only what may part one number stands between a group and the one before it.
        self._follows = [
            index > 0 and _BETWEEN.fullmatch(self.text, self._groups[index - 1][1], start) is not None
            for index, (start, _end) in enumerate(self._groups)
        ]

    def of_length(self, least: int, most: int) -> Iterator[Number]:
        """Yield every number of so many digits that begins and ends where a group of digits does, the longer first at each beginning.

        Numbers have from :data:`SHORTEST` to :data:`LONGEST` digits.
        """
        return (number for number in self._all if least <= len(number.digits) <= most)

    @cached_property
    def _all(self) -> list[Number]:
        return [number for index in range(len(self._groups)) for number in reversed(list(self._from(index)))]

    def _from(self, index: int) -> Iterator[Number]:
        start, first = self._groups[index][0], self._offsets[index]
        for at in range(index, min(index + LONGEST, len(self._groups))):
            if at > index and not self._follows[at]:
                return
            size = self._offsets[at + 1] - first
            if size > LONGEST:
                return
            if size >= SHORTEST and not self._is_cut(start, at - index + 1):
                yield Number(self._digits[first : first + size], start, self._groups[at][1], tuple(self._sizes[index : at + 1]))

    def _is_cut(self, start: int, groups: int) -> bool:
        """Whether one unbroken group is what stands behind a decimal point."""
        return groups == 1 and _POINT.fullmatch(self.text, max(0, start - 2), start) is not None

    def parts_thousands(self, number: Number) -> bool:
        """Whether commas join an unbroken number to others."""
        before, after = self.text[max(0, number.start - 2) : number.start], self.text[number.end : number.end + 2]
        return len(number.sizes) == 1 and bool(re.fullmatch(r"\d,", before) or re.fullmatch(r",\d", after))

    def excluded(self, number: Number) -> list[tuple[int, int]]:
        """Return the days and land lines that a number holds or cuts."""
        last = bisect_right(self._firsts, number.end - 1)
        # They do not overlap within a kind, so only the nearest two before can reach into the number.
        first = max(0, bisect_right(self._firsts, number.start) - 2)
        return [(start, end) for start, end in self._excluded[first:last] if start < number.end and number.start < end]

    def is_plain(self, number: Number) -> bool:
        """Whether a number holds no day and no land line, and is no amount and no list of small numbers."""
        return not self.excluded(number) and not self.counts_something(number)

    def counts_something(self, number: Number) -> bool:
        """Whether a parted number is an amount, a count of something or a list of small numbers."""
        if len(number.sizes) == 1:
            return False
        shown = self.text[number.start : number.end]
        signs = {sign.strip() or " " for sign in re.findall(r"[^\dx]+", shown)}
        small = max(number.sizes) <= _SMALL and set(number.sizes) != {1}
        return (
            _THOUSANDS.fullmatch(shown) is not None
            or (len(signs) > 1 and len(number.sizes) > _FEW_GROUPS)
            or (small and set(re.sub(r"[\dx\s]", "", shown)) <= set("、,，/|"))
            or _MONEY.search(self.text, max(0, number.start - 2), number.start) is not None
            or _UNIT.match(self.text, number.end) is not None
        )

    def holds_only_birth(self, number: Number) -> bool:
        """Whether the one day that an identity number holds is the birth that it names; what is written in fours may look like a land
        line inside.
        """
        if number.in_fours:
            return all(number.start <= start and end <= number.end for start, end in self.excluded(number))
        for span in self.excluded(number):
            before, inside = self.text[number.start : span[0]], self.text[span[0] : span[1]]
            if span not in self.dates or not number.start <= span[0] or span[1] > number.end:
                return False
            if sum(map(str.isdigit, before)) != 6 or sum(map(str.isdigit, inside)) not in {4, 5, 6, 8}:
                return False
        return True
