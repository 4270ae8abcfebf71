"""A bounded memory of one process, shared by its threads."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What says how much room it takes."""

    @property
    def size(self) -> int:
        """Room, in the unit in which the memory is bounded."""


Thing = TypeVar("Thing", bound=Sized)


class Memory(Generic[Thing]):
    """Things by key, the least lately asked for given up first.

    Args:
        most: how much room all of them may take.
    """

    def __init__(self, most: int):
        self._most = most
        self._size = 0
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Thing | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
            return self._things.get(key)

    def put(self, key: Hashable, thing: Thing) -> None:
        """Keep something in the place of what stood there."""
        with self._lock:
            before = self._things.pop(key, None)
            self._size += thing.size - (before.size if before is not None else 0)
            self._things[key] = thing
            while self._size > self._most:
                self._size -= self._things.popitem(last=False)[1].size

    def clear(self) -> None:
        """Give up everything."""
        with self._lock:
            self._things.clear()
            self._size = 0

    def __len__(self):
        return len(self._things)

    @property
    def size(self) -> int:
        """How much room is taken."""
        return self._size
