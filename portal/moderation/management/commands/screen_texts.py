import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.moderation.rules import rules_at_hand
from portal.moderation.screening import Result, screen


class Command(BaseCommand):
    help = 'Screen texts: reads {"id", "kind", "text"} per line, prints {"id", "verdict", "hits"} per line.'
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", help="JSON lines in UTF-8; - reads standard input")

    def handle(self, *args, **options):
        rules, bad = rules_at_hand(), 0
        for number, line in enumerate(_lines(options["file"]), 1):
            if not line.strip():
                continue
            try:
                row = _row(line)
            except ValueError as error:
                bad += 1
                self.stderr.write(_("第 %(number)s 行：%(problem)s") % {"number": number, "problem": error})
                continue
            result = screen({"text": row["text"]}, row["kind"], rules)
            self.stdout.write(json.dumps(_answer(row["id"], result), ensure_ascii=False))
        if bad:
            raise CommandError(_("%(count)s 行无法读取，其余已输出。") % {"count": bad})


def _lines(name: str) -> list[bytes]:
    if name == "-":
        return sys.stdin.buffer.read().split(b"\n")
    try:
        with open(name, "rb") as file:
            return file.read().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise CommandError(_("打不开文件 %(name)s：%(problem)s") % {"name": name, "problem": error.strerror}) from error


def _row(line: bytes) -> dict:
    """Return one line as a row; ``kind`` may be missing.

    Raises:
        ValueError: the line is no UTF-8, no JSON object, or lacks ``id`` or a ``text`` of characters.
    """
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(_("不是 UTF-8 编码")) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(_("不是合法的 JSON")) from error
    if not isinstance(row, dict):
        raise ValueError(_("不是 JSON 对象"))
    if "id" not in row:
        raise ValueError(_("缺少 id"))
    if not isinstance(row.get("text"), str):
        raise ValueError(_("缺少 text，或 text 不是文字"))
    kind = row.get("kind")
    if kind is not None and not isinstance(kind, str):
        raise ValueError(_("kind 不是文字"))
    return {"id": row["id"], "kind": kind or "", "text": row["text"]}


def _answer(identifier, result: Result) -> dict:
    hits = [{"term": hit.term, "start": hit.start, "end": hit.end, "clause": hit.clause, "kind": hit.kind} for hit in result.hits]
    return {"id": identifier, "verdict": result.verdict.value, "hits": hits}
