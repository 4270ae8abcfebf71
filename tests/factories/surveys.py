"""Questionnaires and their sheets."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.surveys.models import Question, Survey, SurveyResponse
from tests.factories.publishing import PublishedMixin

QUESTIONS = (
    ("您是", "single", "农户\n企业\n站点"),
    ("您用过哪些服务", "multiple", "培训\n拍摄\n寄件"),
    ("您对中心的服务满意吗", "grade", ""),
    ("您还有什么建议", "text", ""),
)


class SurveyFactory(PublishedMixin, DjangoModelFactory):
    """A questionnaire that is on the site and open, with a question of each kind."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    live = True
    name = factory.Sequence(lambda n: f"服务满意度问卷{n}")
    slug = factory.Sequence(lambda n: f"survey-{n}")
    summary = "说说您对服务的看法。"
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))

    @factory.post_generation
    def rows(self, create, _extracted, **_kwargs):
        if create:
            for order, (text, kind, options) in enumerate(QUESTIONS):
                required = kind != "text"
                Question.objects.create(survey_id=self.pk, sort_order=order, text=text, kind=kind, options=options, required=required)


def filled(survey: Survey, *, who: str = "农户", used: tuple = ("培训",), grade: str = "5", text: str = "") -> dict:
    """Return what the form of a questionnaire of this factory sends."""
    keys = [f"question-{question.pk}" for question in survey.questions.all()]
    return dict(zip(keys, (who, list(used), grade, text), strict=True))


def survey_samples(records: dict) -> dict:
    """Return what stands for each part of the addresses of questionnaires."""
    survey = records["survey"]
    SurveyResponse.objects.create(survey=survey)
    return {"surveys:respond.slug": survey.slug, "survey_results.pk": survey.pk}
