"""Puts a backup in the place of what the portal has."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.ops import backup


class Command(BaseCommand):
    help = "恢复：用 backup 写的文件替换数据库、上传的图片文件和不公开的材料。先停止网站的所有程序。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", type=Path, help="backup 写的文件")
        parser.add_argument("--replace", action="store_true", help="确认替换现有的数据库")

    def handle(self, *args, source: Path, replace: bool, **options) -> None:
        if not replace:
            raise CommandError(_("恢复会替换现有的全部数据。确认已停止网站的所有程序后，加上 --replace 再运行。"))
        try:
            manifest = backup.restore(source)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("已恢复 %(at)s 的备份，共 %(number)d 个文件。") % {"at": manifest.made_at, "number": len(manifest.files)})
        self.stdout.write(_("接着运行 migrate，清空 nginx 的页面副本，再启动网站。"))
