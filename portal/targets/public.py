"""The targets that the centre shows to everybody: on the page of media coverage, and where an editor wants them (R-TGT)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.core import clock
from portal.targets.chart import Chart, chart
from portal.targets.tracker import Progress, public_progress

# Seconds for which the figures may be shown again.
_FRESH = 5 * 60


@dataclass(frozen=True)
class ShownTarget:
    """A target with its chart, and the same as a table."""

    progress: Progress
    chart: Chart
    head: list[str]
    rows: list[list]


def figures_for_everybody() -> list[Progress]:
    """Return how far the public targets are; the page that shows them is made anew after some minutes."""
    found = public_progress()
    if found:
        # Much of what is counted stands in tables that no page shows: its writes do not tell the kept page.
        clock.changes_within(_FRESH)
    return found


def charts_for_everybody() -> list[ShownTarget]:
    """Return the public targets with chart and table."""
    head = [_("月份"), _("新增"), _("累计"), _("应完成")]
    return [
        ShownTarget(found, chart(found), head, [["–" if cell is None else cell for cell in row] for row in found.months()])
        for found in figures_for_everybody()
    ]
