"""Spares visitors the wait for a server that has just failed."""

import threading
import time

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 30.0


class Breaker:
    """Remembers failures of one server in this process. After one nobody asks for a while, twice as long after each further one.

    Then a single request tries; the others keep away until it has succeeded.
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def lets_pass(self) -> bool:
        """Return whether this request may ask the server; the first after a pause is the trial and keeps the others away."""
        with self._lock:
            if not self._failures:
                return True
            if self._clock() < self._closed_until:
                return False
            self._closed_until = self._clock() + self._pause()
            return True

    def succeeded(self) -> None:
        """Note an answer: everybody may ask."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note a failure: nobody asks for a while."""
        with self._lock:
            self._failures += 1
            self._closed_until = self._clock() + self._pause()

    def is_open(self) -> bool:
        """Return whether the last request failed."""
        return self._failures > 0

    def _pause(self) -> float:
        return min(FIRST_PAUSE * 2.0 ** min(self._failures - 1, 10), LONGEST_PAUSE)
