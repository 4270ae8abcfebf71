"""The process in which one file is parsed: bounded in memory and time, without the portal's settings and secrets.

Reads the file from descriptor 0 and the job from its only argument; writes one line of JSON and then the bytes of the result to
descriptor 1. Whatever goes wrong here goes wrong here alone.
"""

import importlib
import json
import os
import resource
import sys
import warnings

from portal.uploads.refusal import Refusal

_POLITE = 10


def main() -> None:
    """Do the job of ``argv`` and write its outcome."""
    job = json.loads(sys.argv[1])
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand in the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warnings.simplefilter("ignore")
    _bound(job["memory"], job["seconds"], job["output"])
    answer, content = _outcome(job)
    out.write(json.dumps(answer).encode() + b"\n")
    out.write(content)
    out.flush()


def _bound(memory: int, seconds: int, output: int) -> None:
    os.nice(_POLITE)
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _outcome(job: dict) -> tuple[dict, bytes]:
    module, _, name = job["parser"].partition(":")
    try:
        parser = getattr(importlib.import_module(module), name)
        with os.fdopen(0, "rb") as stream:
            stream.seek(0)
            found, content = parser(stream, **job["options"])
        return {"found": found}, content
    except Refusal as refusal:
        return {"refused": refusal.code, "params": refusal.params}, b""
    except MemoryError:
        return {"refused": "memory"}, b""
    except Exception as error:
        # One place for every way in which a parser can fail: Pillow, pypdf, openpyxl and zipfile have dozens.
        return {"refused": "damaged", "why": f"{type(error).__name__}: {error}"[:200]}, b""


if __name__ == "__main__":
    main()
