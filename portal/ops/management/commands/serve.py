"""Runs the whole portal: web server, background workers and scheduler, in one foreground process tree."""

import errno
import socket
import time
from collections.abc import Callable, Iterable
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from portal.ops import schedule
from portal.ops.supervisor import Part, Supervisor
from portal.ops.webserver import PortalServer

PATIENCE_SECONDS = 60.0


PARTS: dict[str, Callable[[], object]] = {
    "web": lambda: PortalServer().run(),
    "worker": lambda: call_command("db_worker", queue_name=schedule.PROMPT, reload=False),
    "long-worker": lambda: call_command("db_worker", queue_name=schedule.LONG, reload=False),
    "scheduler": lambda: call_command("scheduler"),
    "search": lambda: call_command("search_sync"),
}


def parts_of_this_site() -> list[str]:
    """Return the parts that the settings ask for: without Elasticsearch there is nothing to keep up to date."""
    return [name for name in PARTS if name != "search" or settings.ELASTICSEARCH["url"]]


class Command(BaseCommand):
    help = "启动整个门户：网站、后台任务、定时任务。按 Ctrl-C 全部停止。"

    def add_arguments(self, parser):
        parser.add_argument("--announce", action="store_true", help="首页能够打开时输出 ready 一行")
        parser.add_argument("--only", choices=sorted(PARTS), action="append", help="只启动这一部分（可重复）；默认全部启动")

    def handle(self, *args, announce: bool, only: list[str] | None, **options) -> None:
        require_migrated()
        run_portal(Announcement(self.stdout.write).tick if announce else lambda: None, only)


def run_portal(tick: Callable[[], None], names: Iterable[str] | None = None) -> None:
    """Run parts of the portal until told to stop.

    Args:
        tick: called again and again while the parts run; may raise to end them.
        names: which of ``PARTS`` to run; all that this site has unless told.

    Raises:
        CommandError: if the port cannot be used.
    """
    names = names or parts_of_this_site()
    if "web" in names:
        require_free_port(settings.SERVE["bind"], settings.SERVE["port"])
    Supervisor([Part(name, PARTS[name]) for name in names], tick).run()


def require_migrated() -> None:
    """Raise a ``CommandError`` that says what to do unless the database can be reached and is up to date."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        raise CommandError(_("数据库连接不上，请检查 DATABASE_URL：%(reason)s") % {"reason": error}) from error
    if behind:
        raise CommandError(_("数据库尚未建立或不是最新，请先运行：make migrate"))


def require_free_port(host: str, port: int) -> None:
    """Raise a ``CommandError`` that says what to do unless ``host:port`` can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OverflowError as error:
            raise CommandError(_("端口应为 1 到 65535 之间的数：%(port)s") % {"port": port}) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = _("端口 %(port)s 已被占用。请停止占用它的程序，或换一个端口，例如：PORT=%(other)s make demo")
            elif error.errno == errno.EACCES:
                message = _("没有权限使用端口 %(port)s。请换用 1024 以上的端口，例如：PORT=%(other)s make demo")
            else:
                message = _("无法在 %(host)s 的端口 %(port)s 上提供服务：%(reason)s")
            values = {"host": host, "port": port, "other": 8001 if port == 8000 else 8000, "reason": error.strerror}
            raise CommandError(message % values) from error


class Announcement:
    """Waits for the home page and says so once.

    Args:
        write: takes one line of text.
        before: called just before the line, to print what should stand above it.
    """

    def __init__(self, write: Callable[[str], None], before: Callable[[], None] = lambda: None):
        self.write = write
        self.before = before
        self.address = f"http://127.0.0.1:{settings.SERVE['port']}/"
        self.deadline = time.monotonic() + PATIENCE_SECONDS
        self.made = False

    def tick(self) -> None:
        """Look once, unless the announcement has been made.

        Raises:
            CommandError: if the page has not answered well within ``PATIENCE_SECONDS``.
        """
        if self.made:
            return
        answer = self._look()
        if answer == "200":
            self.made = True
            self.before()
            self.write(f"ready: {self.address}")
        elif time.monotonic() > self.deadline:
            raise CommandError(_("首页没有正常打开（%(answer)s），请查看上面的错误信息。") % {"answer": answer})

    def _look(self) -> str:
        try:
            with urlopen(Request(self.address), timeout=10) as response:  # noqa: S310 - our own address
                return str(response.status)
        except HTTPError as error:
            return str(error.code)
        except (URLError, OSError) as error:
            return str(error)
