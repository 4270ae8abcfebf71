"""Measures the quality of search with judged queries."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search import evaluation
from search.engines.base import EngineUnavailable
from search.services import engines


class Command(BaseCommand):
    help = "用评判过的查询衡量搜索质量：各类查询的 nDCG@10，以及两个引擎前三名的一致程度。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="TOML 文件，格式见 tests/search/golden.toml")
        parser.add_argument("--engine", help="只测一个引擎（默认：本站的全部引擎）")
        parser.add_argument("--worst", type=int, default=10, help="列出最差的几条（默认 10）")
        parser.add_argument("--at-least", type=float, default=0.0, help="平均值低于此数时以错误退出")

    def handle(self, *args, file, worst, **options):
        known = engines()
        if options["engine"] and options["engine"] not in known:
            raise CommandError(f"没有引擎 {options['engine']}，可选：{'、'.join(known)}")
        queries = evaluation.load(file)
        answers = {}
        for name in [options["engine"]] if options["engine"] else known:
            try:
                answers[name] = evaluation.evaluate(known[name](), queries)
            except EngineUnavailable as error:
                raise CommandError(_("引擎 %(name)s 没有应答：%(reason)s") % {"name": name, "reason": error}) from error
            self._show(name, answers[name], worst)
        if len(answers) > 1:
            self.stdout.write(f"{_('前三名一致'):<14}{evaluation.agreement(*answers.values()):>13.3f}")
        lowest = min(map(evaluation.mean, answers.values()))
        if lowest < options["at_least"]:
            raise CommandError(f"nDCG@10 {lowest:.3f} < {options['at_least']}")

    def _show(self, name: str, verdicts: list[evaluation.Verdict], worst: int) -> None:
        for kind, (number, value) in evaluation.by_class(verdicts).items():
            self.stdout.write(f"{kind:<14}{number:>5}{value:>8.3f}")
        self.stdout.write(f"{name:<14}{len(verdicts):>5}{evaluation.mean(verdicts):>8.3f}")
        for verdict in sorted(verdicts, key=lambda verdict: verdict.ndcg)[:worst]:
            self.stdout.write(f"{verdict.ndcg:.2f}  {verdict.judged.text}  →  {'、'.join(verdict.titles[:5]) or _('没有结果')}")
