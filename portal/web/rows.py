"""Rows of a list in an order that an index gives, so that a page of a hundred thousand rows costs what a page of a hundred does.

Three habits of a database make long lists slow: it joins and sorts whole rows before it cuts a page from them, it counts them for every
request, and it walks to the last page from the first row. So keys are read first, of one table where that is enough, and rows for the keys
of one page; the count is kept under the shared stamp; the second half of a list is read from its end.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from portal.core.cache import current_stamp

# Lists of no more rows are sorted where they are found; longer ones are walked in the order of an index.
SORTED = 2000
_COUNTS_KEPT = 500
_counts: OrderedDict[tuple, tuple[int, int]] = OrderedDict()


@dataclass(frozen=True)
class Part:
    """One stretch of a list: its rows (``QuerySet.filter`` arguments) and their order.

    ``rest`` says that it holds all rows that the other parts do not: it is not counted, the whole is.
    """

    order: tuple
    rows: dict = field(default_factory=dict)
    rest: bool = False


Order = tuple | Callable[[QuerySet], list[Part]]
# Gives the keys of a part's rows (the part, already narrowed to it) in its order, cheaply where there are many.
Walk = Callable[[QuerySet, Part], QuerySet]


def values_first(name: str, *order: str) -> Callable[[QuerySet], list[Part]]:
    """Return an order in which rows without a value of ``name`` come last, by key: databases differ in where an index has them."""

    def parts(_rows: QuerySet) -> list[Part]:
        return [Part(order, {f"{name}__isnull": False}), Part(order[1:], {f"{name}__isnull": True}, rest=True)]

    return parts


def counted(rows: QuerySet) -> int:
    """Return the number of rows, from memory while the stamp stands; a query that holds the time is another one every time."""
    try:
        key = rows.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    stamp = current_stamp()
    kept = _counts.get(key)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    number = rows.order_by().count()
    _counts[key] = (stamp, number)
    while len(_counts) > _COUNTS_KEPT:
        _counts.popitem(last=False)
    return number


class OrderedRows:
    """Rows as a paginator takes them: counted, and cut.

    Args:
        rows: all rows of the list, with what a row shows.
        order: fields as for ``order_by``, or a function that is given the rows and returns the parts that follow one another in the list.
        walk: gives keys in order where there are many; without it the query itself must be one that an index orders.
    """

    def __init__(self, rows: QuerySet, order: Order, walk: Walk | None = None):
        self._rows = rows
        self._walk = walk
        self._parts = order(rows) if callable(order) else [Part(order)]
        self._sizes: list[int] | None = None

    def __len__(self):
        return sum(self._counts())

    def count(self) -> int:
        """Return the number of rows."""
        return len(self)

    def __getitem__(self, cut: slice) -> list:
        start, stop, _step = cut.indices(len(self))
        taken: list = []
        for part, size in zip(self._parts, self._counts(), strict=True):
            first, last = max(start, 0), min(stop, size)
            if first < last:
                taken += self._cut(part, size, first, last)
            start, stop = start - size, stop - size
        return taken

    def _counts(self) -> list[int]:
        if self._sizes is None:
            sizes = [0 if part.rest else counted(self._of(part)) for part in self._parts]
            if any(part.rest for part in self._parts):
                others = sum(sizes)
                sizes = [counted(self._rows) - others if part.rest else size for part, size in zip(self._parts, sizes, strict=True)]
            self._sizes = sizes
        return self._sizes

    def _of(self, part: Part) -> QuerySet:
        return self._rows.filter(**part.rows) if part.rows else self._rows

    def _cut(self, part: Part, size: int, first: int, last: int) -> list:
        rows = self._of(part)
        if size == last - first:
            return list(rows.order_by(*part.order)[:size])
        # One statement: the keys of a page from an order's index, and the rows of the keys.
        return list(self._rows.filter(pk__in=self.keys(part, size, first, last)).order_by(*part.order))

    def keys(self, part: Part, size: int, first: int, last: int) -> QuerySet:
        """Return the keys from ``first`` to before ``last`` of a part, read from whichever of its ends is nearer."""
        rows = self._of(part)
        keys = self._walk(rows, part) if self._walk and size > SORTED else rows
        keys = keys.order_by(*part.order).values("pk")
        return keys.reverse()[size - last : size - first] if first > size - last else keys[first:last]
