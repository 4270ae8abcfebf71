"""Confirming what was put right, and the yearly assessment of the services."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ConfirmedDeedView, YearView
from portal.supervision.forms import AssessmentForm
from portal.supervision.models import Rectification, ServiceAssessment
from portal.supervision.services import MAY_CONFIRM, MAY_ISSUE, MAY_SEE, confirm, figures, write_assessment
from portal.web.forms import show_refusal
from portal.web.papers import paper

ASSESSMENT = ("service_assessment", gettext_lazy("年度服务质量评价"))
YEARS = 5


class ConfirmView(ConfirmedDeedView):
    """Confirms that a fault was put right."""

    permission = MAY_CONFIRM
    model = Rectification
    page_title = gettext_lazy("核实整改")
    header_icon = "tick"
    question = gettext_lazy("确认已经看过整改结果。核实以后不能撤销。")
    done_message = gettext_lazy("已核实。")

    def list_url(self):
        return reverse("rectifications:index")

    def perform(self):
        confirm(self.row, self.request.user)


class AssessmentView(YearView):
    """The figures of a year with what the director says of them, also as PDF; issued, it no longer changes."""

    template_name = "supervision/admin/assessment.html"
    permission = MAY_SEE
    header_icon = "doc-full"

    def years(self):
        this = timezone.localdate().year
        return [this - back for back in range(YEARS)]

    @cached_property
    def assessment(self) -> ServiceAssessment:
        """The assessment of the year, or one that nobody has written yet."""
        return ServiceAssessment.objects.filter(year=self.year()).first() or ServiceAssessment(year=self.year())

    @property
    def page_title(self):
        return _("%(year)d 年服务质量评价") % {"year": self.year()}

    def shown(self) -> dict:
        """Return what screen and paper say."""
        issued = self.assessment.issued_at is not None
        found = self.assessment.figures if issued else figures(self.year())
        return {"assessment": self.assessment, "figures": found, "made_at": timezone.now()}

    def get_context_data(self, **kwargs):
        open_to_words = self.assessment.issued_at is None and self.request.user.has_perm(MAY_ISSUE)
        return super().get_context_data(
            **{
                **self.shown(),
                "form": AssessmentForm(instance=self.assessment) if open_to_words else None,
                "may_issue": self.year() < timezone.localdate().year,
                **kwargs,
            }
        )

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "pdf":
            return paper(request, "papers/supervision/assessment.html", self.shown(), str(self.page_title))
        return super().get(request, *args, **kwargs)

    def post(self, request):
        """Keep what was written, and issue it if that is asked for."""
        form = AssessmentForm(request.POST)
        if form.is_valid():
            try:
                write_assessment(self.year(), **form.cleaned_data, issue="issue" in request.POST, actor=request.user)
            except TransitionError as error:
                show_refusal(form, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("已出具。") if "issue" in request.POST else _("已保存。"))
        return HttpResponseRedirect(f"{reverse(ASSESSMENT[0])}?year={self.year()}")
