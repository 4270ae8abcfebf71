#!/usr/bin/env python3
"""Check that the lock files hold every direct need of pyproject.toml at its pinned version, with hashes and no registry's address."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def normal(name: str) -> str:
    """Return a package name as registries compare it (PEP 503), without extras."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def main() -> int:
    """Print what is wrong; return the number of faults."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    wanted = {"requirements.lock": runtime, "requirements-dev.lock": [*runtime, *project["dependency-groups"]["dev"]]}
    faults = []
    for name, needs in wanted.items():
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        locked = {normal(found[0]): found[1] for found in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", text, re.MULTILINE)}
        for need in needs:
            package, _, version = need.partition("==")
            if locked.get(normal(package)) != version:
                faults.append(f"{name}: {need} is locked at {locked.get(normal(package))}; run `make lock`")
        if "://" in text or "--index-url" in text:
            faults.append(f"{name}: names an address")
        if text.count("--hash=") < len(locked):
            faults.append(f"{name}: packages without a hash")
    for fault in faults:
        print(fault)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
