"""Which of the machine's Java installations can run Elasticsearch."""

import glob
import os
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Made by .ci/java where the system's packages have no Java new enough.
OWN = ROOT / ".elasticsearch/java"
OLDEST = 21
# A run-time trimmed with jlink starts and then fails: the server asks for these.
NEEDED_MODULES = {"jdk.jlink", "jdk.incubator.vector"}
_LINE = re.compile(r'^(\w+)="(.*)"$', re.MULTILINE)


def folder() -> str | None:
    """Return the Java that Elasticsearch may use: what ``ES_JAVA_HOME`` or ``JAVA_HOME`` name, else the newest installed; None without."""
    named = [os.environ[name] for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    return next((path for path in named if version(path)), None) or newest([*glob.glob("/usr/lib/jvm/*"), str(OWN)])


def newest(folders: Iterable[str]) -> str | None:
    """Return the folder of the newest usable Java among ``folders``, or None."""
    return max((path for path in folders if version(path)), key=version, default=None)


def version(path: str) -> int:
    """Return the main version of the Java in ``path``; 0 if there is none, or none that Elasticsearch runs on."""
    try:
        told = dict(_LINE.findall(Path(path, "release").read_text(encoding="utf-8")))
    except OSError:
        return 0
    found = int(re.match(r"\d+", told.get("JAVA_VERSION", "0"))[0])
    complete = set(told.get("MODULES", "").split()) >= NEEDED_MODULES
    return found if found >= OLDEST and complete and os.access(f"{path}/bin/java", os.X_OK) else 0


if __name__ == "__main__":
    raise SystemExit(
        0 if folder() else f"no complete Java of version {OLDEST} or newer; set ES_JAVA_HOME, or run .ci/java as root on Debian 12"
    )
