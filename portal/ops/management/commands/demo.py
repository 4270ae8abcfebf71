"""Shows a whole county on this machine: prepares what has changed since the last start, then runs the portal."""

import hashlib
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.ops.management.commands.serve import Announcement, require_free_port, run_portal

ROOT = Path(settings.BASE_DIR)
SCHEMA = ["*/migrations/*.py", "*/*/migrations/*.py", "portal/settings/base.py", "deploy/requirements.lock"]
DATA = [*SCHEMA, "fixtures/**/*"]
STATIC = ["themes/*/**/*", "*/*/static/**/*", "portal/settings/base.py", "deploy/requirements.lock"]


@dataclass
class Step:
    """Something to prepare: management ``commands`` to run again when the files matching ``patterns``, or the place, have changed."""

    name: str
    title: str
    patterns: list[str]
    place: Callable[[], str]
    commands: list[tuple[str, dict]]

    def fingerprint(self) -> str:
        """Return a digest of the place and of the names and contents of the matching files of the project."""
        digest = hashlib.sha256(self.place().encode())
        for path in sorted({path for pattern in self.patterns for path in ROOT.glob(pattern) if path.is_file()}):
            if "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\0".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()


class Command(BaseCommand):
    help = "演示：准备数据库、演示数据和样式文件，然后启动门户。再次启动时只做有变化的步骤。"

    def handle(self, *args, **options) -> None:
        require_free_port(settings.SERVE["bind"], settings.SERVE["port"])
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        if self.prepare():
            # Loading a county leaves this process twice as large, and every part is forked from it: start afresh.
            self.stdout.flush()
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - this very command again
        self.say(_("正在启动"))
        run_portal(Announcement(self.stdout.write, self.introduce).tick)

    def prepare(self) -> bool:
        """Run the steps whose inputs differ from those of the last completed run, which ``demo-stamp.json`` remembers.

        Returns whether anything had to be done.
        """
        worked = False
        stamp_file = settings.DATA_DIR / "demo-stamp.json"
        stamp = json.loads(stamp_file.read_text(encoding="utf-8")) if stamp_file.is_file() else {}
        steps = [
            Step(
                "schema", _("数据库"), SCHEMA, database_place, [("migrate", {"interactive": False, "verbosity": 0}), ("setup_portal", {})]
            ),
            Step("data", _("演示数据"), DATA, database_place, [("load_demo", {})]),
            Step("static", _("样式文件"), STATIC, static_place, [("collectstatic", {"interactive": False, "clear": True, "verbosity": 0})]),
        ]
        for step in steps:
            if stamp.get(step.name) == step.fingerprint():
                continue
            worked = True
            started = time.monotonic()
            self.say(step.title)
            for command, arguments in step.commands:
                call_command(command, stdout=self.stdout, **arguments)
            stamp[step.name] = step.fingerprint()
            stamp_file.write_text(json.dumps(stamp), encoding="utf-8")
            self.say(_("%(step)s：完成，%(seconds).0f 秒") % {"step": step.title, "seconds": time.monotonic() - started})
        return worked

    def introduce(self) -> None:
        """Print the addresses and the demo accounts."""
        address = f"http://127.0.0.1:{settings.SERVE['port']}"
        self.stdout.write("")
        for title, path in ((_("门户首页"), "/"), (_("后台管理"), "/admin/"), (_("网站地图"), "/sitemap/"), (_("运行状态"), "/readyz")):
            self.stdout.write(f"  {title}  {address}{path}")
        accounts = settings.DATA_DIR / "demo-accounts.json"
        if accounts.is_file():
            self.stdout.write("\n" + _("演示账号（密码为本机随机生成，保存在 %(file)s）") % {"file": accounts})
            self.stdout.write(table(json.loads(accounts.read_text(encoding="utf-8"))))
        self.stdout.write("\n" + _("按 Ctrl-C 停止。"))

    def say(self, line: str) -> None:
        """Print one line of progress."""
        self.stdout.write(f"==> {line}")
        self.stdout.flush()


def database_place() -> str:
    """Return what tells this database from another; another text when the SQLite file is missing, so that everything is made anew."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).is_file():
        return "missing"
    return ":".join(str(database.get(key, "")) for key in ("ENGINE", "HOST", "PORT", "NAME"))


def static_place() -> str:
    """Return where the collected style files are, or another text when they are missing."""
    return str(settings.STATIC_ROOT) if Path(settings.STATIC_ROOT).is_dir() else "missing"


def table(accounts: list[dict]) -> str:
    """Return the accounts as a text table, columns aligned for a terminal where a Chinese character is two cells wide."""
    columns = [("role", _("角色")), ("username", _("用户名")), ("phone", _("手机号")), ("password", _("密码"))]
    rows = [[title for _key, title in columns], *([str(account.get(key, "")) for key, _title in columns] for account in accounts)]
    widths = [max(cells(row[i]) for row in rows) for i in range(len(columns))]
    return "\n".join("  " + "  ".join(text + " " * (widths[i] - cells(text)) for i, text in enumerate(row)).rstrip() for row in rows)


def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
