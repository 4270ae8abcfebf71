"""A real Elasticsearch as a private process, or at a person's desk (``make elasticsearch``).

The server is the one that its makers publish as a Maven artifact for tests: the core without optional modules. What runs on it runs on the
official distribution too; production uses that.
"""

import argparse
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import java
from tests.support.servers import ROOT, free_port, open_folder, program, running, wait_until

VERSION = "9.5.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
UNPACK = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack"
FOLDER = ROOT / ".elasticsearch"
SERVER = FOLDER / f"elasticsearch-{VERSION}"
DESK_PORT = 9200
ADVICE = "apt-get install maven and a Java of 21 or newer (Debian 12: .ci/java), then make elasticsearch ARGS=--fetch"


def installed() -> str | None:
    """Return the folder of the server, if it and a Java for it are there."""
    return str(SERVER) if (SERVER / "bin/elasticsearch").is_file() and java.folder() else None


def say(line: str) -> None:
    """Write one line of progress at once, even into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fetch() -> None:
    """Bring the server to ``.elasticsearch`` unless it is there.

    Raises:
        SystemExit: with what to install, or with Maven's words.
    """
    if not java.folder():
        raise SystemExit(f"Elasticsearch needs a complete Java of version {java.OLDEST} or newer. {ADVICE}")
    if (SERVER / "bin/elasticsearch").is_file():
        return
    maven = program("mvn")
    if not maven:
        raise SystemExit(f"Maven is not installed. {ADVICE}")
    say(f"==> fetching Elasticsearch {VERSION}")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as unfinished:
        done = subprocess.run(
            [maven, "-B", "-q", UNPACK, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={unfinished}"], cwd=unfinished, check=False
        )
        if done.returncode:
            raise SystemExit("Elasticsearch could not be fetched; the lines above say why")
        Path(unfinished, SERVER.name).rename(SERVER)


@dataclass
class Server:
    """A running Elasticsearch: its address without the last slash and its folder."""

    address: str
    folder: Path

    @property
    def pid(self) -> int:
        """The process that answers (the one started first only watches it)."""
        return int((self.folder / "pid").read_text(encoding="ascii"))

    def send(self, number: signal.Signals) -> None:
        """Send the server's process a signal."""
        os.kill(self.pid, number)

    def ask(self, method: str, path: str, body: dict | None = None) -> dict:
        """Ask the server past any client of the portal's."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def is_ready(self) -> bool:
        """Tell whether the cluster answers and has found its shards."""
        try:
            return self.ask("GET", "/_cluster/health")["status"] in {"green", "yellow"}
        except (OSError, ValueError):
            return False


def _before(folder: Path) -> list[str]:
    """Return the words before the command: as root it is run by another user, who is given ``folder``; it ends with this process."""
    words = [program("setpriv"), "--pdeathsig=TERM"]
    if os.geteuid() == 0:
        words += ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")
    return [*words, "--"]


def _home(folder: Path) -> Path:
    """Return the server's programs: a copy below ``folder`` where the project lies in a folder closed to other users."""
    if os.geteuid() or all(parent.stat().st_mode & 0o005 == 0o005 for parent in SERVER.parents):
        return SERVER
    return shutil.copytree(SERVER, folder / "programs", dirs_exist_ok=True)


@contextlib.contextmanager
def server(folder: Path, port: int = 0, heap: str = "512m", **more: str) -> Iterator[Server]:
    """Run Elasticsearch in ``folder`` while the block runs.

    Args:
        folder: where it keeps data, configuration and logs; another user must be able to reach it.
        port: where it answers on 127.0.0.1; 0 for any.
        heap: its memory.
        more: further settings, with ``__`` for the dots of their names.
    """
    port, home = port or free_port(), _home(folder)
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    shutil.copytree(home / "config", folder / "config", dirs_exist_ok=True)
    settings = {
        "discovery.type": "single-node",
        "xpack.security.enabled": "false",
        "http.host": "127.0.0.1",
        "http.port": port,
        "transport.port": free_port(),
        "path.data": folder / "data",
        "path.logs": folder / "logs",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **{name.replace("__", "."): value for name, value in more.items()},
    }
    command = [*_before(folder), f"{home}/bin/elasticsearch", "-p", f"{folder}/pid"]
    command += [word for name, value in settings.items() for word in ("-E", f"{name}={value}")]
    environment = {
        **os.environ,
        "ES_JAVA_HOME": java.folder(),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
    }
    started = Server(f"http://127.0.0.1:{port}", folder)
    with running(command, "Elasticsearch", started.is_ready, env=environment, cwd=folder):
        try:
            yield started
        finally:
            _resume_and_stop(started)


def _resume_and_stop(started: Server) -> None:
    """End the server's own process, also when a test has stopped or killed it."""
    for number in (signal.SIGCONT, signal.SIGTERM):
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            started.send(number)
    with contextlib.suppress(FileNotFoundError, TimeoutError):
        wait_until(lambda: not Path(f"/proc/{started.pid}").exists(), "the end of Elasticsearch", 20)


@contextlib.contextmanager
def private_server(port: int = 0, heap: str = "512m", **more: str) -> Iterator[Server]:
    """Run an Elasticsearch of one's own, with nothing in it, in a throw-away folder (see ``server``)."""
    with open_folder("portal-elasticsearch-") as folder, server(folder, port, heap, **more) as started:
        yield started


@contextlib.contextmanager
def shared_server(folder: Path) -> Iterator[str]:
    """Give the address of one Elasticsearch for all test workers that name the same ``folder``.

    The first to come starts it, and stops it when the last has gone.
    """
    told = folder / "elasticsearch-address"
    with (folder / "elasticsearch-start.lock").open("w") as start, (folder / "elasticsearch-use.lock").open("w") as use:
        fcntl.flock(start, fcntl.LOCK_EX)
        with contextlib.ExitStack() as own:
            if not told.exists():
                told.write_text(own.enter_context(private_server()).address, encoding="ascii")
                own.callback(told.unlink)
                own.callback(fcntl.flock, use, fcntl.LOCK_EX)
            fcntl.flock(use, fcntl.LOCK_SH)
            fcntl.flock(start, fcntl.LOCK_UN)
            yield told.read_text(encoding="ascii")
            fcntl.flock(use, fcntl.LOCK_UN)


def main(arguments: list[str]) -> None:
    """Fetch the server and, unless only that is asked for, run it until Ctrl-C; what was indexed is gone then."""
    parser = argparse.ArgumentParser(prog="make elasticsearch", description="Run a real Elasticsearch at this desk.")
    parser.add_argument("--fetch", action="store_true", help="fetch the server and start nothing")
    parser.add_argument("--port", type=int, default=DESK_PORT)
    parser.add_argument("--heap", default="512m")
    options = parser.parse_args(arguments)
    fetch()
    if options.fetch:
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt), private_server(port=options.port, heap=options.heap) as started:
        say(f"ready: {started.address}  (ELASTICSEARCH_URL={started.address} make demo)")
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1:])
