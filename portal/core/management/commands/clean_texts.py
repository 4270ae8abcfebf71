"""Brings old rows to the one form of texts; without ``--write`` it only says what it would do."""

import unicodedata

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.core.old_texts import old_texts

_SHOWN = 60
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Mn"}


class Command(BaseCommand):
    help = _("整理以前保存的文字：去掉看不见的字符，全角字母数字改为半角，与现在的表单一致。默认只预演，加 --write 才改写；可以重复运行。")

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true", help=_("改写数据库，每条改写记入审计记录"))

    def handle(self, *, write: bool, **options) -> None:
        found = left = 0
        for change in old_texts(write=write):
            found, left = found + 1, left + bool(change.problem)
            what = {
                "kind": change.model._meta.verbose_name,
                "key": change.pk,
                "field": change.field.verbose_name,
                "old": _visible(change.old),
                "new": _visible(change.new),
            }
            line = _("%(kind)s %(key)s 的“%(field)s”：“%(old)s” → “%(new)s”") % what
            self.stdout.write(f"{line}（{change.problem}）" if change.problem else line)
        counts = {"done": found - left, "left": left}
        if write:
            self.stdout.write(_("已改写 %(done)d 处，%(left)d 处没有改写。") % counts)
        else:
            self.stdout.write(_("预演：可改写 %(done)d 处，%(left)d 处须人工处理。加 --write 才改写。") % counts)


def _visible(text: str) -> str:
    """Return the beginning of a text with what nobody sees spelled out."""
    short = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return "".join(f"[U+{ord(char):04X}]" if char != "\n" and unicodedata.category(char) in _UNSEEN else char for char in short)
