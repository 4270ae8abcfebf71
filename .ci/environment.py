#!/usr/bin/env python3
"""Make or update the project's Python environment (``.venv``) from a lock file with hashes.

Needs nothing but Python's standard library. Does nothing when the environment already matches the lock. Writes only below ``.venv``.

Usage: ``python3 .ci/environment.py runtime`` (what the site needs) or ``dev`` (also tests and checks).
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "deploy/requirements.lock", "dev": ROOT / "deploy/requirements-dev.lock"}
OLDEST = (3, 11)

NO_PYTHON = """\
This portal needs Python {oldest} or newer; `{command}` is Python {found}.
本门户需要 Python {oldest} 或更新版本，当前 `{command}` 是 {found}。
    Debian 12:  apt-get install python3 python3-venv
    or / 或:    make PYTHON=/path/to/python3.11 ..."""
NO_VENV = """\
Python's venv module is not installed, so no environment can be made.
系统缺少 Python 的 venv 模块，无法建立运行环境。请先安装：
    apt-get install python3-venv"""
NO_INSTALL = """\
The packages could not be installed; the last lines above say why. Most often the package registry cannot be reached
(check the network, or set PIP_INDEX_URL to a mirror) or the disk is full. Then run the same command again.
软件包没有装成，原因见上面几行。常见原因是连不上软件源（请检查网络，或用 PIP_INDEX_URL 指定镜像）或磁盘已满。处理后重新运行同一命令即可。"""


def main(kind: str) -> None:
    """Bring ``.venv`` up to date for ``kind`` (a key of ``LOCKS``); exit with a plain message when that is impossible."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(NO_PYTHON.format(oldest=".".join(map(str, OLDEST)), command=sys.executable, found=found))
    if is_current(kind):
        return
    make_venv()
    install(LOCKS[kind])
    for each in ("runtime", "dev") if kind == "dev" else (kind,):
        stamp(each).write_text(fingerprint(each), encoding="ascii")
    say("environment ready / 运行环境就绪")


def say(line: str) -> None:
    """Print one line of progress at once, even into a pipe."""
    print(line, flush=True)


def stamp(kind: str) -> Path:
    """Return the file that remembers which lock the environment was made from."""
    return VENV / f".lock-{kind}"


def fingerprint(kind: str) -> str:
    """Return what the environment depends on: this Python and the lock's text."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()}"


def is_current(kind: str) -> bool:
    """Tell whether the environment works and was made from today's lock."""
    return (VENV / "bin" / "python").exists() and stamp(kind).is_file() and stamp(kind).read_text(encoding="ascii") == fingerprint(kind)


def make_venv() -> None:
    """Create ``.venv``, or keep one that this Python version made."""
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out unless python3-venv is installed
        import venv
    except ImportError:
        sys.exit(NO_VENV)
    wanted = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    python = VENV / "bin" / wanted
    if python.exists() and (VENV / "lib" / wanted / "site-packages" / "pip").is_dir():
        return
    say("making the Python environment in .venv / 正在建立 Python 运行环境")
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError:
        sys.exit(NO_VENV)


def number_of_packages(lock: str) -> int:
    """Return how many packages a lock's text names for a system like this: not those of other systems and older Pythons."""
    lines = re.findall(r"^([A-Za-z0-9]\S*)==\S+(.*)", lock, re.MULTILINE)
    return len({name for name, marker in lines if "win32" not in marker and "<" not in marker})


def install(lock: Path) -> None:
    """Install exactly the lock's versions, one line of progress for each package."""
    total = number_of_packages(lock.read_text(encoding="utf-8"))
    scratch = VENV / "tmp"
    scratch.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(scratch), "PIP_NO_CACHE_DIR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--progress-bar",
        "off",
        "--no-deps",
        "--require-hashes",
        "-r",
        str(lock),
    ]
    said: list[str] = []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        count = 0
        for line in pip.stdout:
            said.append(line.rstrip())
            found = re.match(r"(?:Collecting|Requirement already satisfied:) (\S+)==(\S+)", line)
            if found:
                count += 1
                say(f"  [{count:>2}/{total}] {found[1]} {found[2]}")
            elif line.startswith("Installing"):
                say("  installing / 正在安装")
    shutil.rmtree(scratch, ignore_errors=True)
    if pip.returncode:
        say("\n".join(said[-12:]))
        sys.exit(NO_INSTALL)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(__doc__)
    main(sys.argv[1])
