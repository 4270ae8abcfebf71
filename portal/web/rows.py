"""Rows of a list in an order that an index gives, so that a page of a hundred thousand rows costs what a page of a hundred does.

Three habits of a database make long lists slow: it joins and sorts whole rows before it cuts a page from them, it counts them for every
request, and it walks to the last page from the first row. So keys are read first, of one table where that is enough, and rows for the keys
of one page; counts and keys are kept under the shared stamp; the last pages of a list are read from its end.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet

from portal.core.cache import current_stamp
from portal.web import parts

# Lists of no more rows are sorted where they are found; longer ones are walked in the order of an index.
SORTED = 2000
_COUNTS_KEPT = 500
_counts: OrderedDict[tuple, tuple[int, int]] = OrderedDict()
# Most keys of rows that one process keeps in the order of lists, eight bytes each.
_KEYS_KEPT = 1_000_000
# What keeping them costs beside the keys themselves, in keys.
_KEYS_OVERHEAD = 100
_keys: OrderedDict[tuple, tuple[int, array]] = OrderedDict()


@dataclass(frozen=True)
class Part:
    """One stretch of a list: its rows (``QuerySet.filter`` arguments) and their order.

    ``rest`` says that it holds all rows that the other parts do not: it is not counted, the whole is.
    """

    order: tuple
    rows: dict = field(default_factory=dict)
    rest: bool = False


Order = tuple | Callable[[QuerySet], list[Part]]
Text = TypeVar("Text", str, tuple[str, ...])
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


def clear() -> None:
    """Give up all counts and keys that are kept."""
    _counts.clear()
    _keys.clear()


def _keys_of(ordered: QuerySet, first: int, last: int, size: int) -> array:
    """Return the keys from ``first`` to before ``last`` of a list of ``size``, from memory while the stamp stands.

    A page near either end is read alone. To one in the middle a database walks from an end, so there all keys are read, once.
    """
    ordered = ordered.values_list("pk", flat=True)
    near = min(last, size - first) <= SORTED
    signature = ordered.query.sql_with_params()
    name, stamp = (signature, (first, last) if near else None), current_stamp()
    kept = _keys.get(name)
    if kept is None or kept[0] != stamp:
        kept = (stamp, array("q", _near_keys(ordered, first, last, size) if near else ordered))
        _keys.pop(name, None)
        _keys[name] = kept
        held = sum(len(keys) + _KEYS_OVERHEAD for _stamp, keys in _keys.values())
        while held > _KEYS_KEPT:
            held -= len(_keys.popitem(last=False)[1][1]) + _KEYS_OVERHEAD
    return kept[1] if near else kept[1][first:last]


def _near_keys(ordered: QuerySet, first: int, last: int, size: int) -> list[int]:
    """Read keys from whichever end of the list is nearer."""
    return list(ordered.reverse()[size - last : size - first])[::-1] if first > size - last else list(ordered[first:last])


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
        return list(self.page(cut))

    def page(self, cut: slice) -> "PageRows":
        """Return the rows of a page, of which only the keys are read before anybody asks for more."""
        return PageRows([key for stretch in self._stretches(cut) for key in self.keys(*stretch)], self._rows)

    def _stretches(self, cut: slice) -> Iterator[tuple[Part, int, int, int]]:
        """Yield what a cut takes of each part: the part, its size, where it begins and ends."""
        start, stop, _step = cut.indices(len(self))
        for part, size in zip(self._parts, self._counts(), strict=True):
            first, last = max(start, 0), min(stop, size)
            if first < last:
                yield part, size, first, last
            start, stop = start - size, stop - size

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

    def keys(self, part: Part, size: int, first: int, last: int) -> array:
        """Return the keys from ``first`` to before ``last`` of a part."""
        return _keys_of(self.ordered(part, size), first, last, size)

    def ordered(self, part: Part, size: int) -> QuerySet:
        """Return the query whose rows have the keys of a part in its order."""
        rows = self._of(part)
        return (self._walk(rows, part) if self._walk and size > SORTED else rows).order_by(*part.order)


class PageRows:
    """The rows of one page: a sequence of them, and what has been drawn of them before.

    Args:
        keys: the keys in order.
        rows: the query that has them.
    """

    def __init__(self, keys: list, rows: QuerySet):
        self._keys = keys
        self._rows = rows
        self._read: dict[object, Model] = {}

    @property
    def keys(self) -> tuple:
        """The keys in order, for what is known of rows without reading them."""
        return tuple(self._keys)

    def __len__(self):
        return len(self._keys)

    def __iter__(self) -> Iterator[Model]:
        self._need(self._keys)
        return (self._read[key] for key in self._keys if key in self._read)

    def __getitem__(self, index):
        return list(self)[index]

    def without(self, key, number: int) -> "PageRows":
        """Return the first ``number`` of these rows that are not the one with this key."""
        return PageRows([other for other in self._keys if other != key][:number], self._rows)

    def drawn(self, name: Hashable, draw: Callable[[Model], Text]) -> list[Text]:
        """Return what is drawn of each row; rows of which that is kept are not read at all.

        Args:
            name: what is drawn: all that the text depends on beside the row, the database and the time.
            draw: is given a row.
        """
        label = self._rows.model._meta.label_lower
        texts: dict[Any, Any] = {key: parts.found((name, label, key)) for key in self._keys}
        self._need([key for key, text in texts.items() if text is None])
        for key, text in texts.items():
            if text is None and key in self._read:
                texts[key] = parts.made((name, label, key), partial(draw, self._read[key]))
        return [text for text in texts.values() if text is not None]

    def _need(self, keys: Iterable) -> None:
        """Read the rows of these keys that are not read yet, in one statement."""
        missing = [key for key in keys if key not in self._read]
        if missing:
            self._read |= {row.pk: row for row in self._rows.order_by().filter(pk__in=missing)}
