"""What was answered to a questionnaire, for staff."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.moderation.admin_views.base import ModerationView
from portal.sheets.exports import download, table
from portal.surveys.models import Survey
from portal.surveys.services import MAY_READ, SHOWN_TEXTS, results, texts


class ResultsView(ModerationView):
    """The counts and the texts of one questionnaire, also as a file to take away."""

    template_name = "surveys/admin/results.html"
    permission = MAY_READ
    header_icon = "form"

    @cached_property
    def survey(self) -> Survey:
        """The questionnaire of the address."""
        return get_object_or_404(Survey, pk=self.kwargs["pk"])

    @property
    def page_title(self):
        return _("问卷结果：%(name)s") % {"name": self.survey}

    @property
    def parent(self):
        """The list of questionnaires."""
        return Survey.snippet_viewset.get_url_name("list"), Survey._meta.verbose_name_plural

    def get_context_data(self, **kwargs):
        written = [(question, found[:SHOWN_TEXTS], len(found)) for question, found in texts(self.survey)]
        number = self.survey.responses.count()
        return super().get_context_data(survey=self.survey, results=results(self.survey), written=written, number=number, **kwargs)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        rows = [[_("问题"), _("选项或意见"), _("人数"), "%"]]
        for result in results(self.survey):
            rows += [[result.question.text, label, str(number), str(percent)] for label, number, percent in result.rows]
        rows += [[question, text, "", ""] for question, found in texts(self.survey) for text in found]
        return download(table(_("问卷结果"), rows), f"survey-{self.survey.pk}")


def results_address(survey: Survey) -> str:
    """Return where staff read what was answered."""
    return reverse("survey_results", args=[survey.pk])
