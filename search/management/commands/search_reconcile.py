"""Compares pages and records, entries and the index, and repairs what differs."""

from dataclasses import asdict

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engines.base import EngineUnavailable
from search.reconciling import Report, reconcile_entries, reconcile_index


class Command(BaseCommand):
    help = "核对全部内容与搜索索引，修复缺失、过期和多余的条目，并报告数量。"

    def handle(self, *args, **options) -> None:
        self._say(_("内容与条目"), reconcile_entries(lambda model: self.stdout.write(f"  {model}")))
        if not settings.ELASTICSEARCH["url"]:
            return
        try:
            self._say(_("条目与 Elasticsearch"), reconcile_index(lambda compared: self.stdout.write(f"  {compared}")))
        except EngineUnavailable as error:
            raise CommandError(_("Elasticsearch 没有应答，条目已核对，索引未核对：%(reason)s") % {"reason": error}) from error

    def _say(self, what: str, report: Report) -> None:
        line = _("%(what)s：核对 %(compared)s 条，补上 %(missing)s，更新 %(outdated)s，删除 %(superfluous)s")
        self.stdout.write(line % {"what": what, **asdict(report)})
