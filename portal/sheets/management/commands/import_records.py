"""Import a table of records or pages, or write an empty one."""

import errno
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.sheets.errors import SheetError
from portal.sheets.importing import CHANGE, CREATE, UNCHANGED, Plan, apply_import, plan_import
from portal.sheets.reading import read_sheet
from portal.sheets.registry import resources
from portal.sheets.writing import template


def resource_class(kind: str):
    """Return the resource of a kind.

    Raises:
        CommandError: there is no such kind.
    """
    known = resources()
    name = kind.replace("_", "-")
    if name not in known:
        listed = "\n".join(f"  {name}  {found.title}" for name, found in known.items())
        raise CommandError(_("没有“%(kind)s”这种内容。可用的有：\n%(listed)s") % {"kind": kind, "listed": listed})
    return known[name]


def why(error: OSError) -> str:
    """Return in Chinese why a file cannot be read or written."""
    reasons = {
        errno.ENOENT: _("文件或文件夹不存在"),
        errno.EISDIR: _("这是文件夹，不是文件"),
        errno.EACCES: _("没有权限"),
        errno.ENOSPC: _("磁盘已满"),
    }
    return reasons.get(error.errno or 0, str(error.strerror))


class Command(BaseCommand):
    """``manage.py import_records KIND FILE``; a file with any error changes nothing and ends with exit code 1."""

    help = "从 XLSX 表格导入内容，或生成空白模板。"

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="KIND", help="内容种类，例如 products、enterprises；填错时列出全部")
        parser.add_argument("file", metavar="FILE", nargs="?", help="要导入的 XLSX 文件")
        parser.add_argument("--template", metavar="OUT", help="生成带表头、示例和填写说明的空白表格")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--publish", action="store_true", help="直接发布，不经审核；由执行命令的人负责")
        parser.add_argument("--user", metavar="NAME", help="以这个用户的名义和权限导入")

    def handle(self, *args, **options):
        found = resource_class(options["kind"])
        if bool(options["file"]) == bool(options["template"]):
            raise CommandError(_("请给出要导入的文件，或用 --template 给出模板的文件名，二者选一。"))
        resource = found(self._user(options["user"]))
        if options["template"]:
            self._write_template(resource, Path(options["template"]))
            return
        plan = self._plan(resource, Path(options["file"]))
        self._show(plan)
        if plan.errors:
            raise CommandError(_("共 %(count)d 处错误，全部内容都没有保存。") % {"count": len(plan.errors)})
        if options["dry_run"]:
            self.stdout.write(_("这是试运行，没有保存任何内容。"))
            return
        self._save(plan, publish=options["publish"])

    def _user(self, name: str | None):
        if not name:
            return None
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(_("没有用户“%(name)s”。") % {"name": name})
        return user

    def _write_template(self, resource, path: Path) -> None:
        try:
            path.write_bytes(template(resource))
        except OSError as error:
            raise CommandError(_("不能写入 %(path)s：%(error)s") % {"path": path, "error": why(error)}) from error
        self.stdout.write(_("已生成模板：%(path)s") % {"path": path})

    def _plan(self, resource, path: Path) -> Plan:
        if resource.user is not None and not resource.may_import(resource.user):
            raise CommandError(_("用户“%(name)s”没有导入“%(title)s”的权限。") % {"name": resource.user, "title": resource.title})
        try:
            with path.open("rb") as file:
                return plan_import(resource, read_sheet(file))
        except OSError as error:
            raise CommandError(_("不能读取 %(path)s：%(error)s") % {"path": path, "error": why(error)}) from error
        except SheetError as error:
            raise CommandError(str(error)) from error

    def _show(self, plan: Plan) -> None:
        for notice in plan.notices:
            self.stdout.write(notice)
        for error in plan.errors:
            self.stderr.write(str(error))
        verbs = {CREATE: _("新建"), CHANGE: _("修改")}
        for row in plan.rows:
            if row.action != UNCHANGED:
                headings = f"：{'、'.join(row.headings)}" if row.headings else ""
                line = _("第 %(row)d 行 %(verb)s %(name)s（%(key)s）") % {
                    "row": row.number,
                    "verb": verbs[row.action],
                    "name": row.name,
                    "key": row.key,
                }
                self.stdout.write(f"{line}{headings}")
        summary = _("新建 %(create)d 条，修改 %(change)d 条，不变 %(unchanged)d 条，错误 %(errors)d 处。")
        self.stdout.write(summary % {**plan.counts, "errors": len(plan.errors)})

    def _save(self, plan: Plan, *, publish: bool) -> None:
        try:
            apply_import(plan, publish=publish)
        except SheetError as error:
            raise CommandError(str(error)) from error
        if not plan.writes:
            self.stdout.write(_("没有需要保存的改动。"))
        elif publish or not plan.resource.reviewed:
            self.stdout.write(_("已保存并生效。"))
        else:
            self.stdout.write(_("已保存为草稿并提交审核。"))
