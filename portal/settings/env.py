"""The one place that reads environment variables.

Every setting a county may change is named once in a settings module, with its type; ``README.md`` lists the same names in a table, and a
test compares the two. A value that cannot be read stops the start with the variable's name: a misspelt ``flase`` must not mean "yes".
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return a trimmed string variable."""
    return env.str(name, default=default).strip()


def flag(name: str, default: bool = False) -> bool:
    """Return a boolean variable (``1/0``, ``true/false``, ``yes/no``, ``on/off``; empty means the default).

    Raises:
        ImproperlyConfigured: on any other word.
    """
    value = text(name).lower()
    if not value:
        return default
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; set 1 or 0. Example: {name}=1  只能填 1 或 0")
    return value in _YES


def whole(name: str, default: int, least: int = 0) -> int:
    """Return an integer variable (empty means the default).

    Raises:
        ImproperlyConfigured: if it is not a whole number of at least ``least``.
    """
    value = text(name) or str(default)
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; set a whole number from {least}. Example: {name}={default}  应为不小于 {least} 的整数"
        )
    return int(value)


def one_of(name: str, choices: list[str], default: str) -> str:
    """Return a variable that takes one of a few words (empty means the default).

    Raises:
        ImproperlyConfigured: on any other word.
    """
    value = text(name) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; set one of: {', '.join(choices)}. Example: {name}={default}  只能填其中之一")
    return value


def listed(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return a comma-separated variable as a list without empty items."""
    return [item.strip() for item in env.list(name, default=list(default)) if item.strip()]


def wholes(name: str, default: tuple[int, ...]) -> list[int]:
    """Return whole numbers that are separated by commas, in ascending order.

    Raises:
        ImproperlyConfigured: one of them is no whole number.
    """
    found = listed(name, tuple(map(str, default)))
    if not all(item.isdecimal() for item in found):
        raise ImproperlyConfigured(
            f"{name} is {found!r}; set whole numbers with commas between. Example: {name}=30,90  应为用逗号分开的整数"
        )
    return sorted(map(int, found))


def address(name: str, schemes: tuple[str, ...], example: str) -> str:
    """Return the address of a server, or nothing. Addresses hold passwords: a message never repeats one.

    Raises:
        ImproperlyConfigured: if it begins with none of ``schemes`` or its port is no number.
    """
    value = text(name)
    try:
        readable = not value or (value.startswith(tuple(f"{scheme}://" for scheme in schemes)) and urlsplit(value).port != 0)
    except ValueError:
        readable = False
    if not readable:
        raise ImproperlyConfigured(
            f"{name} cannot be read; it begins with {' or '.join(schemes)}://. Example: {name}={example}  无法识别，请按示例填写"
        )
    return value


def database(data_dir: Path) -> dict:
    """Return the default database: ``DATABASE_URL``, or SQLite in the data folder."""
    if not address("DATABASE_URL", ("postgres", "postgresql"), "postgres://portal:PASSWORD@127.0.0.1:5432/portal"):
        return sqlite(data_dir / "portal.sqlite3")
    server = {**env.db_url("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # A host that drops packets must not hold every visitor for minutes.
    waits = {"options": f"-c lock_timeout={write_wait_seconds()}s"}
    server["OPTIONS"] = {"connect_timeout": 5, **waits, **server.get("OPTIONS", {})}
    return server


def write_wait_seconds() -> int:
    """Return how long a write waits for another's lock before it is given up."""
    return whole("WRITE_WAIT_SECONDS", 10, least=1)


def sqlite(file: Path) -> dict:
    """Return a SQLite database (WAL) kept in ``file``.

    It takes its write lock at the start of a transaction, so that two writers wait for each other instead of one failing half-way. Every
    commit is on the disk before it is confirmed (docs/adr/0026-writes-that-hold.md).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": write_wait_seconds(),
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        },
    }


def cache() -> dict:
    """Return the default cache: ``REDIS_URL``, or local memory."""
    server = address("REDIS_URL", ("redis", "rediss", "unix"), "redis://127.0.0.1:6379/0")
    if server:
        return {
            "BACKEND": "portal.core.caches.LosableRedisCache",
            "LOCATION": server,
            # A Redis that hangs must not hold a page: the value is made anew sooner.
            "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
        }
    return local_cache()


def local_cache() -> dict:
    """Return a cache in this process's memory."""
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}


def elasticsearch() -> dict[str, str]:
    """Return where the search server is (``url`` empty: there is none), the file of its certificate authority, and how its indexes begin.

    Raises:
        ImproperlyConfigured: if the address cannot be read, or the name is none that an index may have.
    """
    example = "https://portal:PASSWORD@127.0.0.1:9200"
    url, index = address("ELASTICSEARCH_URL", ("http", "https"), example), text("ELASTICSEARCH_INDEX", "portal")
    parts = urlsplit(url)
    if url and not parts.hostname:
        raise ImproperlyConfigured(f"ELASTICSEARCH_URL names no host. Example: ELASTICSEARCH_URL={example}  缺少主机名")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", index):
        raise ImproperlyConfigured(
            "ELASTICSEARCH_INDEX: set small letters, digits and _. Example: ELASTICSEARCH_INDEX=portal  只能用小写字母"
        )
    if url and not parts.port:
        url = parts._replace(netloc=f"{parts.netloc.rstrip(':')}:9200").geturl()
    return {"url": url, "certificate": text("ELASTICSEARCH_CA"), "index": index}


def mail() -> dict:
    """Return Django's ``EMAIL_*`` settings from ``EMAIL_URL``; without it messages are written to the log."""
    if address(
        "EMAIL_URL", ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail"), "smtp+tls://user:PASSWORD@mail.example.gov.cn:587"
    ):
        return env.email_url("EMAIL_URL")
    return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
