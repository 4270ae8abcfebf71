"""Measures the quality of search with judged queries."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search import evaluation
from search.services import engine, engines


class Command(BaseCommand):
    help = "用评判过的查询衡量搜索质量：各类查询的 nDCG@10，以及两个引擎前三名的一致程度。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="TOML 文件，格式见 tests/search/golden.toml")
        parser.add_argument("--engine", help="只测一个引擎（默认：现在应答的引擎）")
        parser.add_argument("--worst", type=int, default=10, help="列出最差的几条（默认 10）")
        parser.add_argument("--at-least", type=float, default=0.0, help="平均值低于此数时以错误退出")

    def handle(self, *args, file, worst, **options):
        queries = evaluation.load(file)
        known = engines()
        if options["engine"] and options["engine"] not in known:
            raise CommandError(f"没有引擎 {options['engine']}，可选：{'、'.join(known)}")
        chosen = known[options["engine"]]() if options["engine"] else engine()
        verdicts = evaluation.evaluate(chosen, queries)
        for kind, (number, value) in evaluation.by_class(verdicts).items():
            self.stdout.write(f"{kind:<14}{number:>5}{value:>8.3f}")
        total = evaluation.mean(verdicts)
        self.stdout.write(f"{chosen.name:<14}{len(verdicts):>5}{total:>8.3f}")
        for verdict in sorted(verdicts, key=lambda verdict: verdict.ndcg)[:worst]:
            self.stdout.write(f"{verdict.ndcg:.2f}  {verdict.judged.text}  →  {'、'.join(verdict.titles[:5]) or '没有结果'}")
        if total < options["at_least"]:
            raise CommandError(f"nDCG@10 {total:.3f} < {options['at_least']}")
