"""Keeps Elasticsearch up to date while it runs: the portal's part that sends what has changed."""

import logging
import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils.translation import gettext as _

logger = logging.getLogger("portal.search")

# A change must be findable within the second in which it was published.
_PAUSE_SECONDS = 0.2


class Command(BaseCommand):
    help = "把有变化的内容送到 Elasticsearch；出错后自动重试，索引缺失时自动重建。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="只送一遍就退出")

    def handle(self, *args, once: bool, **options) -> None:
        if not settings.ELASTICSEARCH["url"]:
            self.stdout.write(_("没有设置 ELASTICSEARCH_URL，由数据库搜索，无需同步。"))
            return
        from search.sync import Sender

        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_arguments: stop.set())
        sender = Sender()
        while not stop.is_set():
            close_old_connections()
            try:
                sender.step()
            except Error:
                logger.exception("the database failed while entries were sent; trying again")
            if once:
                return
            stop.wait(_PAUSE_SECONDS)
