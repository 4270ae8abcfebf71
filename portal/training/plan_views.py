"""The public plan, the survey of what people wish to learn, and both for staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal.core.client import client_address
from portal.training import plans
from portal.training.forms import SurveyForm
from portal.training.models import TrainingPlan
from portal.training.report_views import TrainingYearView
from portal.web.frame import Framed, TrappedFormPage
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView

COURSES = Crumb(_("培训课程"), "/training/")
MAY_SEE_PLAN = "training.view_wish"
_FIGURES = _("%s 期 %s 人次")


class PlanDetail(RecordDetailView):
    """One plan, line by line, with what was held; small numbers of persons are hidden (R-STAT-3)."""

    def record_context(self, request, record):
        # Three columns: a phone shows them without being pushed sideways.
        rows = [
            ["，".join(filter(None, kind)), _FIGURES % (planned, persons), _FIGURES % (held, came)]
            for *kind, planned, persons, held, came in plans.lines(record, public=True)
        ]
        return {"head": [_("培训"), _("计划"), _("已办")], "rows": rows}


class SurveyView(TrappedFormPage):
    """What people wish to learn and when, without an account and without a name."""

    title = _("您想学什么")
    lead = _("半分钟填完，不用登录，不问姓名和电话。我们按大家的需要安排明年的培训。")
    crumbs = (COURSES,)
    form_class = SurveyForm
    submit_label = _("提交")

    def trapped(self):
        return reverse("training:survey-done")

    def keep(self, form):
        plans.wish(address=client_address(self.request), **form.cleaned_data)
        return reverse("training:survey-done")


class SurveyDoneView(Framed, TemplateView):
    """Thanks."""

    template_name = "pages/training/survey_done.html"
    title = _("收到了，谢谢")
    crumbs = (COURSES,)


class PlanView(TrainingYearView):
    """The plan of a year against what was held, with all figures, and what was wished for."""

    template_name = "training/admin/plan.html"
    page_title = _("培训计划执行与需求")
    permission = MAY_SEE_PLAN
    header_icon = "list-ul"

    def get_context_data(self, **kwargs):
        plan = TrainingPlan.objects.filter(year=self.year()).first()
        rows = plans.lines(plan, public=False) if plan else []
        return super().get_context_data(plan=plan, head=plans.head(), rows=rows, wishes=plans.wishes(self.year()), **kwargs)
