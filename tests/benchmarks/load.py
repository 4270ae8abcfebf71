"""Counts answers per second: with wrk where it is installed, else with a small client of its own."""

import http.client
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.support.parts import program

SECONDS = 8
CONNECTIONS = 8


@dataclass(frozen=True)
class Rate:
    """Answers per second, the median time of one in milliseconds, and for how many seconds that was measured."""

    per_second: float
    median_ms: float
    seconds: int


def rate(address: str, seconds: int = SECONDS, connections: int = CONNECTIONS) -> Rate:
    """Ask for ``address`` over ``connections`` kept-open connections for ``seconds``.

    Raises:
        RuntimeError: if an answer is not a success: an error page is made faster than a page.
    """
    wrk = program("wrk")
    return _with_wrk(wrk, address, seconds, connections) if wrk else _with_threads(address, seconds, connections)


def _with_wrk(wrk: str, address: str, seconds: int, connections: int) -> Rate:
    command = [wrk, f"-t{2 if connections > CONNECTIONS else 1}", f"-c{connections}", f"-d{seconds}s", "--latency", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{address} answered with errors:\n{said}")
    number, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", said).groups()
    return Rate(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], seconds)


def _with_threads(address: str, seconds: int, connections: int) -> Rate:
    parts = urlsplit(address)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    deadline = time.perf_counter() + seconds
    times: list[float] = []
    failures: list[int] = []

    def ask() -> None:
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        while time.perf_counter() < deadline and not failures:
            started = time.perf_counter()
            connection.request("GET", target)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 300:
                failures.append(answer.status)
            times.append(time.perf_counter() - started)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{address} answered {failures[0]}")
    return Rate(len(times) / seconds, sorted(times)[len(times) // 2] * 1000, seconds)
