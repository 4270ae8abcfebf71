"""Measures the portal and prints tables: ``make bench``, or ``make bench ARGS=web`` for one subject.

A subject is a module beside this one with a ``TITLE`` and ``measure(stage) -> list[Row]``; one with ``COUNTY = False`` needs no county.
Nothing here asserts: a shared machine has slow days, so every figure stands beside a yardstick taken in the same run, and the ratio is what
one run may be compared with another by.
"""

import importlib
import sys
from pathlib import Path

from tests.benchmarks.stage import stage

HERE = Path(__file__).parent
HELPERS = {"__init__", "run", "stage", "load", "generated", "generated_rows", "row_times", "case_times"}


def subjects() -> list[str]:
    """Return the names of all subject modules."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)


def show(title: str, rows: list[tuple[str, ...]]) -> None:
    """Print a table: the first row is the heading, the first column is text, the others are figures."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print(f"\n{title}")
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def main(names: list[str]) -> None:
    """Run the named subjects, or all, on one running demo."""
    unknown = set(names) - set(subjects())
    if unknown:
        sys.exit(f"no such subject: {', '.join(sorted(unknown))}; there are: {', '.join(subjects())}")
    modules = [importlib.import_module(f"tests.benchmarks.{name}") for name in names or subjects()]
    with stage(county=any(getattr(module, "COUNTY", True) for module in modules)) as prepared:
        for module in modules:
            show(module.TITLE, module.measure(prepared))


if __name__ == "__main__":
    main(sys.argv[1:])
