"""What staff learn of applications: totals, never a person."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from portal.enterprises.models import Enterprise
from portal.moderation.admin_views.base import ModerationView
from portal.talent.models import Application, Job
from portal.talent.services.applications import answer_rate

MAY_SEE = "talent.view_job"


class FiguresView(ModerationView):
    """Posts and applications by state, and how enterprises answer (R-TAL-8)."""

    template_name = "talent/admin/figures.html"
    page_title = _("人才就业数据")
    permission = MAY_SEE
    header_icon = "table"

    def get_context_data(self, **kwargs):
        tables = [
            (_("招聘职位"), _by_state(Job)),
            (_("应聘"), _by_state(Application)),
            (_("单位答复率"), _rates()),
        ]
        return {**super().get_context_data(**kwargs), "tables": tables}


def _by_state(model) -> list[tuple[str, int]]:
    counts = dict(model.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(str(label), counts.get(value, 0)) for value, label in model.State.choices]


def _rates() -> list[tuple[str, str]]:
    enterprises = Enterprise.objects.filter(jobs__applications__isnull=False).distinct()
    rows = [(enterprise, answer_rate(enterprise.pk)) for enterprise in enterprises]
    return [(enterprise.name, f"{rate['percent']}% ({rate['answered']}/{rate['total']})") for enterprise, rate in rows if rate]
