"""Writes everything that makes up the portal into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ops import backup


class Command(BaseCommand):
    help = "备份：数据库、上传的图片文件、不公开的材料写入一个 tar 文件；密钥只记名称，请另行保管。网站运行时也可以做。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("target", type=Path, help="要写的文件，或已有的文件夹（文件名按时间取）")

    def handle(self, *args, target: Path, **options) -> None:
        if target.is_dir():
            target /= f"portal-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
        try:
            manifest = backup.make(target)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("已备份到 %(file)s，共 %(number)d 个文件。") % {"file": target, "number": len(manifest.files)})
        self.stdout.write(_("恢复时需要这些设置的值，备份中没有：%(keys)s。") % {"keys": "、".join(manifest.keys)})
