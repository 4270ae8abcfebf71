"""How much came in a month, how much of it was answered and in time, how content people were (R-STAT-6); small counts name nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.kinds import CaseKind
from portal.cases.models import Graded
from portal.core.grades import Grade
from portal.core.moments import month_text

AN_HOUR = 3600
_NOTHING = "—"


@dataclass(frozen=True)
class Month:
    """The cases of one kind that came in one month."""

    start: datetime
    received: int
    answered: int
    on_time: int
    graded: int
    content: int

    def cells(self) -> list[str]:
        """Return the row of the public table: no share of fewer than ``CASE_SMALL_COUNT``."""
        few = settings.CASE_SMALL_COUNT
        counts = [_("不足%(few)d件") % {"few": few}, _NOTHING] if self.received < few else [str(self.received), str(self.answered)]
        return [month_text(timezone.localtime(self.start)), *counts, _share(self.on_time, self.answered), _share(self.content, self.graded)]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole >= settings.CASE_SMALL_COUNT else _NOTHING


def monthly(kind: CaseKind) -> list[Month]:
    """Return the months of the last year that are over, the newest first; those in which nothing came are left out.

    They are counted once an hour: however many cases there are, nobody waits for them.
    """
    this = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    key = f"cases:figures:{kind.code}:{month_text(this)}"
    return cast("list[Month]", cache.get_or_set(key, lambda: _counted(kind, this), AN_HOUR))


def _counted(kind: CaseKind, this: datetime) -> list[Month]:
    is_graded = issubclass(kind.model, Graded)
    graded = Q(grade__isnull=False) if is_graded else Q(pk__in=[])
    content = graded & Q(grade__gte=Grade.FAIR) if is_graded else graded
    rows = (
        kind.cases.filter(created_at__gte=this.replace(year=this.year - 1), created_at__lt=this)
        .order_by()
        .annotate(start=TruncMonth("created_at"))
        .values("start")
        .annotate(
            received=Count("pk"),
            answered=Count("pk", filter=Q(in_time__isnull=False)),
            on_time=Count("pk", filter=Q(in_time=True)),
            graded=Count("pk", filter=graded),
            content=Count("pk", filter=content),
        )
        .order_by("-start")
    )
    return [Month(**row) for row in rows]
