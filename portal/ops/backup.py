"""Everything that makes up a portal in one tar file, and back: the database, uploads, private files, and what is needed to read them.

Keys are named, never written: :data:`Manifest.keys` says which settings must be kept elsewhere, and a token made with them tells a restore
whether they fit. The database goes first: a file without a record does no harm, a record without its file does. See docs/operations.md.
"""

import contextlib
import hashlib
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.encryption import cipher

FORMAT = 1
MANIFEST = "manifest.json"
# Settings whose values a restored portal needs and no backup holds.
KEYS = ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS")
_PROOF = b"portal"
_CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made, is damaged, or does not fit this portal; the message is for the operator."""


@dataclass
class Manifest:
    """What a backup holds: its format, when it was made and by which versions, the keys that it needs, and a digest of each file."""

    made_at: str
    database: str
    versions: dict[str, str]
    migrations: dict[str, str]
    keys: list[str]
    proof: str
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def folders() -> dict[str, Path]:
    """Return the folders that belong to a portal, by their names in a backup."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}


def make(target: Path) -> Manifest:
    """Write a backup, complete or not at all; only its owner may read it.

    Args:
        target: the file to write.

    Raises:
        BackupError: the database cannot be dumped, or the file exists.
    """
    if target.exists():
        raise BackupError(_("文件已经存在：%(file)s") % {"file": target})
    target.parent.mkdir(parents=True, exist_ok=True)
    manifest = _new_manifest()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
        dump, unfinished = Path(scratch) / "database", Path(scratch) / "portal.tar"
        DUMPERS[connection.vendor](dump)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            _add(archive, manifest, dump, "database")
            for name, folder in folders().items():
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    # What is deleted meanwhile is in no later record either.
                    with contextlib.suppress(FileNotFoundError):
                        _add(archive, manifest, path, f"{name}/{path.relative_to(folder).as_posix()}")
            written = Path(scratch) / MANIFEST
            written.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
            archive.add(written, MANIFEST, filter=_nobodys)
        unfinished.replace(target)
    return manifest


def restore(source: Path) -> Manifest:
    """Put a backup in the place of what this portal has; nothing is touched before all of it has been read and found whole.

    The folders that were there are kept beside the new ones, with ``.before-restore`` and the time in their names.

    Args:
        source: the file that :func:`make` has written. Nothing of the portal may run meanwhile.

    Raises:
        BackupError: it is damaged, of another database or format, or this portal's keys do not fit.
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as scratch:
        unpacked = Path(scratch)
        manifest = _unpacked(source, unpacked)
        _check_fit(manifest)
        LOADERS[connection.vendor](unpacked / "database")
        stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
        for name, folder in folders().items():
            _put_in_place(unpacked / name, folder, stamp)
    return manifest


def _new_manifest() -> Manifest:
    latest: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        latest[app] = name
    versions = {name: version(name) for name in ("django", "wagtail")}
    versions |= {"python": platform.python_version(), "database": ".".join(map(str, connection.get_database_version()))}
    proof = cipher().encrypt(_PROOF).decode("ascii")
    keys = [name for name in KEYS if getattr(settings, name)]
    return Manifest(timezone.localtime().isoformat(timespec="seconds"), connection.vendor, versions, latest, keys, proof)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _add(archive: tarfile.TarFile, manifest: Manifest, path: Path, name: str) -> None:
    """Add a file as it is when it is opened, with its digest."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        archive.addfile(_nobodys(archive.gettarinfo(arcname=name, fileobj=file)), file)
    manifest.files[name] = digest


def _unpacked(source: Path, folder: Path) -> Manifest:
    """Unpack a backup, compare every file with its digest, and return its manifest."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        values: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**values)
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise BackupError(_("这不是完整的备份文件：%(file)s（%(error)s）") % {"file": source, "error": error}) from error
    for name, digest in manifest.files.items():
        try:
            with (folder / name).open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            whole = False
        if not whole:
            raise BackupError(_("备份文件已损坏：%(name)s") % {"name": name})
    return manifest


def _check_fit(manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise BackupError(_("备份格式 %(format)s 不能由这个版本恢复。") % {"format": manifest.format})
    if manifest.database != connection.vendor:
        names = {"theirs": manifest.database, "ours": connection.vendor}
        raise BackupError(_("备份来自 %(theirs)s，本站使用 %(ours)s，不能互相恢复。") % names)
    try:
        cipher().decrypt(manifest.proof.encode("ascii"))
    except InvalidToken as error:
        raise BackupError(_("本站的密钥打不开这份备份，请先设置当时的 %(keys)s。") % {"keys": "、".join(manifest.keys)}) from error


def _put_in_place(new: Path, folder: Path, stamp: str) -> None:
    """Let an unpacked folder take the place of another, which stays beside it."""
    new.mkdir(exist_ok=True)
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}.before-restore-{stamp}"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(new, folder)


def _dump_sqlite(target: Path) -> None:
    """Copy the database as it is between two transactions, while others write."""
    with contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live, _new_sqlite(target) as copy:
        live.backup(copy)


def _load_sqlite(dump: Path) -> None:
    """Copy the dump over the database, through SQLite itself: what stood in the journal beside it goes too."""
    connection.close()
    with contextlib.closing(sqlite3.connect(dump)) as copy, _new_sqlite(Path(settings.DATABASES["default"]["NAME"])) as live:
        copy.backup(live)


@contextlib.contextmanager
def _new_sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(file, timeout=20)) as opened:
        yield opened


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the portal's database; the password goes through its environment.

    Raises:
        BackupError: it is not installed, or fails.
    """
    words, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *server, name = words[1:]
    path = shutil.which(program)
    if path is None:
        raise BackupError(_("找不到 %(program)s，请安装与数据库同版本的 postgresql-client。") % {"program": program})
    # Debian's programs are found by a wrapper that looks for them below the usual folders.
    command, whole = [path, *server, f"--dbname={name}", *arguments], {"PATH": os.defpath, **(environment or {})}
    done = subprocess.run(command, env=whole, capture_output=True, text=True, check=False)  # noqa: S603 - the settings' own words
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr[-2000:]}")


def _dump_postgresql(target: Path) -> None:
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgresql(dump: Path) -> None:
    connection.close()
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _postgresql("pg_restore", *options, str(dump))


DUMPERS: dict[str, Callable[[Path], None]] = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
LOADERS: dict[str, Callable[[Path], None]] = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
