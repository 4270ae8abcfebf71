"""Export all records or pages of a kind as a table."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.sheets.management.commands.import_records import resource_class, why
from portal.sheets.writing import export


class Command(BaseCommand):
    """``manage.py export_records KIND OUT.xlsx``: the newest content, drafts included."""

    help = "把一种内容（含草稿）导出为 XLSX 表格。"

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="KIND", help="内容种类，例如 products、enterprises；填错时列出全部")
        parser.add_argument("file", metavar="OUT", help="要写入的 XLSX 文件")

    def handle(self, *args, **options):
        path = Path(options["file"])
        try:
            path.write_bytes(export(resource_class(options["kind"])()))
        except OSError as error:
            raise CommandError(_("不能写入 %(path)s：%(error)s") % {"path": path, "error": why(error)}) from error
        self.stdout.write(_("已导出：%(path)s") % {"path": path})
