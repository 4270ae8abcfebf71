"""Figures of training for staff: persons by level and group, what they say of it, what became of it."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Avg, Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.moderation.admin_views.base import YearTableView, YearView
from portal.training import counts
from portal.training.models import Feedback, FollowUp

MAY_SEE_FIGURES = "training.view_headcount"
MAY_SEE_ANSWERS = "training.view_feedback"
# Newest texts on the page; older ones stand in the year before.
MAX_TEXTS = 100


class TrainingYearView(YearView):
    """About one year of training."""

    def years(self):
        return counts.years()


class FiguresView(YearTableView):
    """Sessions held and persons by level and group (R-STAT-3)."""

    page_title = gettext_lazy("培训统计")
    permission = MAY_SEE_FIGURES
    explanation = gettext_lazy("只统计已经结束的公开班次；到过场的人每班算一人次。带“其中”的是本人单独同意提供的，只有人数。")
    file_name = "training"

    def years(self):
        return counts.years()

    def table(self, year):
        return counts.table(year)


class AnswersView(TrainingYearView):
    """Averages and words of the feedback by session, and the counts of the follow-ups; nobody's name (R-TRAIN-8)."""

    template_name = "training/admin/answers.html"
    page_title = gettext_lazy("评价与回访")
    permission = MAY_SEE_ANSWERS
    header_icon = "comment"

    def get_context_data(self, **kwargs):
        year = self.year()
        feedback = Feedback.objects.filter(session__starts_on__year=year)
        texts = feedback.answered().select_related("session").order_by("-answered_at")[:MAX_TEXTS]
        return super().get_context_data(
            feedback_head=[
                _("培训班"),
                _("已询问"),
                _("已评价"),
                *(Feedback._meta.get_field(name).verbose_name for name in Feedback.GRADES),
            ],
            feedback=list(_feedback_lines(feedback)),
            follow_up_head=[_("回访"), _("已询问"), _("已回答"), *FollowUp.Shop.labels, *FollowUp.Job.labels, *FollowUp.Missing.labels],
            follow_ups=list(_follow_up_lines(FollowUp.objects.filter(session__starts_on__year=year))),
            texts=[row for row in texts if row.text],
            **kwargs,
        )


def _feedback_lines(rows: QuerySet) -> Iterator[list]:
    grades = {name: Avg(name) for name in Feedback.GRADES}
    sessions = rows.order_by().values("session__name").annotate(asked=Count("pk"), number=Count("answered_at"), **grades)
    for line in sessions.order_by("-session__starts_on", "session__name"):
        averages = ("" if line[name] is None else f"{line[name]:.1f}" for name in Feedback.GRADES)
        yield [line["session__name"], line["asked"], line["number"], *averages]


def _follow_up_lines(rows: QuerySet) -> Iterator[list]:
    found: dict[int, Counter] = {}
    for days, answered, shop, job, missing in rows.order_by("after_days").values_list(
        "after_days", "answered_at", "shop", "job", "missing"
    ):
        count = found.setdefault(days, Counter())
        count.update(["asked"])
        if answered:
            count.update(["answered", f"shop {shop}", f"job {job}", *(f"missing {code}" for code in missing)])
    kinds = (("shop", FollowUp.Shop), ("job", FollowUp.Job), ("missing", FollowUp.Missing))
    names = ["asked", "answered", *(f"{kind} {code}" for kind, choices in kinds for code in choices.values)]
    for days, count in found.items():
        yield [_("%(days)s 天") % {"days": days}, *(count[name] for name in names)]
