"""Supply and demand by month, for staff (R-REC-4)."""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.moments import month_text, years_since
from portal.trade_leads.choices import Kind
from portal.trade_leads.models import Inquiry, Match, TradeLead


def years() -> list[int]:
    """Return the years of which there may be figures, the newest first."""
    published = TradeLead.objects.exclude(first_published_at=None).order_by("first_published_at")
    return years_since(published.values_list("first_published_at__year", flat=True).first())


def table(year: int) -> list[list]:
    """Return the report with heading and total: leads published, inquiries, matches and deals of each month, and the sum of the deals."""
    leads = TradeLead.objects.filter(first_published_at__year=year)
    dealt = Match.objects.filter(state=Match.State.DEALT, decided_at__year=year)
    columns = [
        *(_by_month(leads.filter(kind=kind), "first_published_at") for kind in Kind),
        _by_month(Inquiry.objects.standing().filter(sent_at__year=year), "sent_at"),
        _by_month(Match.objects.filter(proposed_at__year=year), "proposed_at"),
        _by_month(dealt, "decided_at"),
    ]
    sums = dict(dealt.order_by().values_list(ExtractMonth("decided_at")).annotate(Sum("amount")))
    months = range(1, 13) if year < timezone.localdate().year else range(1, timezone.localdate().month + 1)
    head = [_("月份"), _("发布供应"), _("发布求购"), _("收到意向"), _("对接"), _("成交"), _("成交金额（元）")]
    lines: list[list] = []
    for month in months:
        counts = [column[month] for column in columns]
        lines.append([month_text(date(year, month, 1)), *counts, sums.get(month) or Decimal(0)])
    total = [_("合计"), *(sum(column) for column in zip(*(line[1:] for line in lines), strict=True))]
    return [head, *([*line, f"{yuan:.2f}"] for *line, yuan in [*lines, total])]


def _by_month(rows: QuerySet, moment: str) -> Counter:
    return Counter(dict(rows.order_by().values_list(ExtractMonth(moment)).annotate(Count("pk"))))
