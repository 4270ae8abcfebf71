"""Runs the portal's parts as child processes of one: web server, background worker, scheduler.

A part is forked from the supervisor, which has loaded Django already: parts start in a moment and share its memory. Each becomes the
leader of a process group, so that Ctrl-C in a terminal reaches the supervisor alone and every part is asked to stop exactly once; and each
is told by the kernel when the supervisor dies, so that none is left behind.
"""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger("portal.supervisor")

_PR_SET_PDEATHSIG = 1
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_TICK_SECONDS = 0.2
# A part that lived this long before it died has not failed to start: it is started again at once.
_STEADY_SECONDS = 30.0
_LONGEST_WAIT_SECONDS = 30.0


class Part:
    """One child process and when to start it (again). ``run`` is called in the child and returns when the part is done."""

    def __init__(self, name: str, run: Callable[[], object]):
        self.name = name
        self.run = run
        self.pid: int | None = None
        self.started = 0.0
        self.start_at = 0.0
        self.failures = 0

    def start(self) -> None:
        """Fork the child. The caller holds no open database connection: a connection must not be used by two processes."""
        sys.stdout.flush()
        sys.stderr.flush()
        supervisor = os.getpid()
        self.started = time.monotonic()
        # Held back until the child has its own handlers: a stop sent in between would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        self.pid = os.fork()
        if self.pid == 0:
            self._become(supervisor)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)

    def _become(self, supervisor: int) -> None:
        """Be the part: never returns."""
        code = 1
        try:
            os.setpgid(0, 0)
            for number in _STOP_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)
            with contextlib.suppress(OSError, AttributeError):  # Linux only; elsewhere a killed supervisor leaves its parts
                ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() == supervisor:
                self.run()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:  # the last frame of a process: whatever it was, say it and leave
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def has_ended(self) -> bool:
        """Return whether the child has ended; then it is gone from the process table, so that this says so once."""
        return self.pid is not None and bool(os.waitpid(self.pid, os.WNOHANG)[0])

    def ask_to_stop(self) -> None:
        """Send the child the signal to stop."""
        if self.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End the child and all that it has started, and wait until it is gone."""
        if self.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def died(self, now: float) -> None:
        """Note the child's end and set when to start the next: at once after a steady life, else after 1, 2, 4 ... seconds."""
        self.pid = None
        self.failures = 0 if now - self.started >= _STEADY_SECONDS else self.failures + 1
        wait = 0.0 if self.failures == 0 else min(2.0 ** (self.failures - 1), _LONGEST_WAIT_SECONDS)
        self.start_at = now + wait
        logger.warning("part %s ended; starting it again in %.0f s", self.name, wait)


class Supervisor:
    """Keeps parts running until SIGTERM or SIGINT arrives.

    Args:
        parts: what to run, in order of start.
        tick: called about five times a second while all is well; may raise to end the run (the parts are stopped first).
        grace_seconds: how long a part may take to stop before it is killed.
    """

    def __init__(self, parts: list[Part], tick: Callable[[], None] = lambda: None, grace_seconds: float = 15.0):
        self.parts = parts
        self.tick = tick
        self.grace_seconds = grace_seconds
        self.stopping = False

    def run(self) -> None:
        """Start the parts, watch them, stop them. Returns when the last has ended."""
        for number in _STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)
        connections.close_all()
        try:
            while not self.stopping:
                self._start_due()
                self.tick()
                time.sleep(_TICK_SECONDS)
                self._reap()
        finally:
            self._stop()

    def _ask_to_stop(self, *_args) -> None:
        self.stopping = True

    def _start_due(self) -> None:
        for part in self.parts:
            if part.pid is None and part.start_at <= time.monotonic():
                part.start()

    def _reap(self) -> None:
        for part in self.parts:
            if part.has_ended():
                part.died(time.monotonic())

    def _stop(self) -> None:
        """Ask every part to stop, wait, and kill the groups of those that do not."""
        running = [part for part in self.parts if part.pid is not None]
        for part in running:
            part.ask_to_stop()
        deadline = time.monotonic() + self.grace_seconds
        while running and time.monotonic() < deadline:
            running = [part for part in running if not part.has_ended()]
            time.sleep(0.05)
        for part in running:
            part.kill()
