"""Many hostile files through one parser in one process of the guard; outside a test it could not be bounded."""

import time
from collections import Counter
from importlib import import_module
from io import BytesIO

from portal.uploads.refusal import Refusal
from tests.support.hostile import hostile


def many(_stream, *, target: str, options: dict, kind: str, count: int) -> tuple[dict, bytes]:
    """Return how often which outcome came (``taken``, a code, or ``damaged`` for what a parser raised), and the slowest file in seconds."""
    module, _, name = target.partition(":")
    parse = getattr(import_module(module), name)
    outcomes: Counter = Counter()
    slowest = (0.0, 0)
    for seed in range(count):
        content = hostile(kind, seed)
        started = time.process_time()
        outcomes[_outcome(parse, content, options)] += 1
        slowest = max(slowest, (time.process_time() - started, seed))
    return {"outcomes": dict(outcomes), "seconds": slowest[0], "seed": slowest[1]}, b""


def _outcome(parse, content: bytes, options: dict) -> str:
    try:
        parse(BytesIO(content), **options)
    except Refusal as refusal:
        return refusal.code
    except MemoryError:
        return "memory"
    except Exception:
        return "damaged"
    return "taken"
