"""Real servers as private processes: free ports, throw-away folders, gone at the end of the block."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.support.parts import postgresql_folder, program

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 180.0) -> None:
    """Wait for ``ready``; raise ``TimeoutError`` naming ``what`` after ``seconds``: as long as the busiest machine may take."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not get ready in {seconds:.0f} s")


def listening(port: int) -> bool:
    """Tell whether something on 127.0.0.1 accepts connections on ``port``."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(command: list[str], what: str, ready: Callable[[], bool], **options) -> Iterator[subprocess.Popen]:
    """Run ``command`` while the block runs; stop it with SIGTERM, and with SIGKILL if that does not help.

    Raises:
        RuntimeError: with the program's output, if it ends before it is ready.
    """
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)

        def ready_or_dead() -> bool:
            if process.poll() is not None:
                output.seek(0)
                raise RuntimeError(f"{what} ended with {process.returncode}:\n{output.read()[-4000:]}")
            return ready()

        try:
            wait_until(ready_or_dead, what)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextlib.contextmanager
def open_folder(prefix: str, owner: str | None = None) -> Iterator[Path]:
    """Give a folder that another user may reach (pytest's own are closed to all but the one who runs it)."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_another_user() -> tuple[list[str], str | None]:
    """Return the words before a command, and the user it then runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return [], None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return [program("setpriv"), f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups", "--"], user


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server with an empty database; give its ``DATABASE_URL``."""
    programs = postgresql_folder()
    before, user = _as_another_user()
    with open_folder("portal-postgresql-", user) as folder:
        data, port = folder / "data", free_port()
        create = [f"{programs}/initdb", "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*before, *create], check=True, capture_output=True, cwd=folder)
        server = [f"{programs}/postgres", "-D", str(data), "-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-F"]
        with running([*before, *server], "PostgreSQL", lambda: (folder / f".s.PGSQL.{port}").exists() and listening(port), cwd=folder):
            subprocess.run(
                [f"{programs}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "portal", "portal"], check=True, capture_output=True
            )
            yield f"postgres://portal@127.0.0.1:{port}/portal"


def copied_database(database_url: str, name: str) -> str:
    """Copy a PostgreSQL database that nobody is connected to, to ``name`` on the same server; return the copy's ``DATABASE_URL``."""
    server, _, template = database_url.rpartition("/")
    address = urlsplit(server)
    connect = ["-h", address.hostname, "-p", str(address.port), "-U", address.username]
    subprocess.run([f"{postgresql_folder()}/createdb", *connect, "-T", template, name], check=True, capture_output=True)
    return f"{server}/{name}"


@contextlib.contextmanager
def redis() -> Iterator[tuple[str, subprocess.Popen]]:
    """Run a Redis server that keeps nothing on disk; give its ``REDIS_URL`` and process."""
    with open_folder("portal-redis-") as folder:
        port = free_port()
        command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        with running(command, "Redis", lambda: listening(port)) as process:
            yield f"redis://127.0.0.1:{port}/0", process


def processor_seconds(process: int) -> float:
    """Return the processor time that a process and all below it have used; nothing where the system does not say it (Linux does)."""
    used, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    for number in [process, *_below(process)]:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            used += (int(fields[11]) + int(fields[12])) / ticks
    return used


def children(process: int) -> list[int]:
    """Return the processes that a process has started; none where it has ended."""
    try:
        return [int(number) for path in Path(f"/proc/{process}/task").glob("*/children") for number in path.read_text().split()]
    except OSError:
        return []


def _below(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found = children(process)
    return [*found, *(other for number in found for other in _below(number))]


def kill(process: subprocess.Popen) -> None:
    """End a process and all below it in the middle of whatever they do."""
    for number in [process.pid, *_below(process.pid)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    process.wait(timeout=20)


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, **headers: str) -> Answer:
    """Fetch ``address`` with GET, following no redirect to another host; an error status is an answer too. Header names in lower case."""
    return _answer(urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()}))


def post(address: str, fields: dict[str, str], **headers: str) -> Answer:
    """Send a form to ``address``; like :func:`get` otherwise."""
    body = urlencode(fields).encode()
    return _answer(urllib.request.Request(address, body, {name.replace("_", "-"): value for name, value in headers.items()}))


def _answer(request: urllib.request.Request) -> Answer:
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())


def picture_on(page: Answer) -> str:
    """Return the path of the first uploaded picture that a page shows."""
    return re.search(r"/media/images/[^\"\s,]+", page.body.decode())[0]


@dataclass(frozen=True)
class Portal:
    """A running portal: its address without the last slash, its folder, its supervisor."""

    address: str
    data_dir: Path
    process: subprocess.Popen


def settings_of(data_dir: Path, port: int, **more: str) -> dict[str, str]:
    """Return the environment of a portal with the demo settings, and nothing of this process's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, "DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(data_dir), "PORT": str(port), **more}


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run ``manage.py`` and return what it wrote.

    Raises:
        RuntimeError: with its output, if it fails.
    """
    return _python(environment, "manage.py", *arguments)


def collected_static_files(folder: Path) -> Path:
    """Collect the static files of a portal with the demo settings below ``folder``; return where they lie."""
    manage(settings_of(folder, 8000), "collectstatic", "--no-input", "-v0")
    return folder / "static"


def run_module(environment: dict[str, str], module: str, *arguments: str) -> str:
    """Run a module as a program and return what it wrote to its standard output.

    Raises:
        RuntimeError: with its output, if it fails.
    """
    return _python(environment, "-m", module, *arguments)


def _python(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=7200, check=False
    )
    if done.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


@contextlib.contextmanager
def portal(data_dir: Path, **more: str) -> Iterator[Portal]:
    """Run the whole portal (``manage.py serve``) on a data folder that has been made ready; wait until it answers."""
    port = free_port()
    environment = settings_of(data_dir, port, **more)
    address = f"http://127.0.0.1:{port}"
    with running([sys.executable, "manage.py", "serve"], "the portal", lambda: listening(port), env=environment, cwd=ROOT) as process:
        yield Portal(address, data_dir, process)
