"""Questionnaires as everybody sees them, and the sheet to fill in."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal.core.client import client_address
from portal.surveys.forms import SurveyResponseForm
from portal.surveys.models import Question, Survey
from portal.surveys.services import respond, results
from portal.web.frame import Framed, TrappedFormPage
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView

SURVEYS = Crumb(_("问卷调查"), "/surveys/")


class SurveyDetail(RecordDetailView):
    """One questionnaire; once it is over, what was chosen."""

    def record_context(self, request, record: Survey):
        shown = record.pk and record.shows_results and record.phase == Survey.Phase.OVER
        found = [result for result in results(record) if result.question.kind != Question.Kind.TEXT] if shown else []
        return {"results": found, "responses": record.responses.count() if shown else 0}


class RespondView(TrappedFormPage):
    """The questions of one questionnaire, without an account and without a name."""

    lead = _("不用登录，不问姓名和电话。带“选填”的可以不填。")
    form_class = SurveyResponseForm
    submit_label = _("提交")

    @cached_property
    def survey(self) -> Survey:
        """The questionnaire of the address.

        Raises:
            Http404: there is none on the site.
        """
        found = Survey.objects.visible().filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        if self.survey.phase != Survey.Phase.OPEN and request.method != "POST":
            return redirect(self.survey)
        return super().dispatch(request, *args, **kwargs)

    def get_title(self):
        return self.survey.name

    def get_crumbs(self):
        return (SURVEYS, Crumb(str(self.survey), self.survey.get_absolute_url()))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "questions": self.survey.questions.all()}

    def trapped(self):
        return reverse("surveys:done")

    def keep(self, form):
        respond(self.survey, address=client_address(self.request), chosen=form.chosen(), written=form.written())
        return reverse("surveys:done")


class DoneView(Framed, TemplateView):
    """Thanks."""

    template_name = "pages/surveys/done.html"
    title = _("收到了，谢谢")
    crumbs = (SURVEYS,)
