"""Makes the index anew and lets searches use it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engines.base import EngineUnavailable
from search.engines.database.tables import refill


class Command(BaseCommand):
    help = "重建搜索索引：新建、写入、核对数量、切换；旧索引保留一份，可用 --rollback 退回。"

    def add_arguments(self, parser):
        parser.add_argument("--rollback", action="store_true", help="退回到上一份索引")

    def handle(self, *args, rollback: bool, **options) -> None:
        if settings.ELASTICSEARCH["url"]:
            self._elasticsearch(rollback)
        elif rollback:
            raise CommandError(_("没有设置 ELASTICSEARCH_URL，数据库搜索没有旧索引可退。"))
        else:
            refill()
            self.stdout.write(_("数据库的搜索索引已重建。"))

    def _elasticsearch(self, rollback: bool) -> None:
        from search.rebuilding import go_back, rebuild

        try:
            done = go_back() if rollback else rebuild(self._progress)
        except EngineUnavailable as error:
            raise CommandError(_("没有完成，正在使用的索引没有变动：%(reason)s") % {"reason": error}) from error
        values = {"index": done.index, "entries": done.entries, "previous": done.previous or "-"}
        self.stdout.write(_("现在使用 %(index)s，共 %(entries)s 条；上一份：%(previous)s") % values)

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"  {done}/{total}")
        self.stdout.flush()
