"""The sheet of a questionnaire."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.surveys.models import Question
from portal.web.forms import PlainFields, TrappedForm

MAX_TEXT = 500


class SurveyResponseForm(PlainFields, TrappedForm):
    """The questions of one questionnaire.

    Args:
        questions: what is asked.
    """

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[self.name_of(question)] = self._field(question)

    @staticmethod
    def name_of(question: Question) -> str:
        """Return the name of a question's field."""
        return f"question-{question.pk}"

    @staticmethod
    def _field(question: Question) -> forms.Field:
        given: dict[str, Any] = {"label": question.text, "required": question.required}
        if question.kind == Question.Kind.TEXT:
            hint = _("请不要写姓名、电话和住址。")
            return forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}), help_text=hint, **given)
        if question.kind == Question.Kind.MULTIPLE:
            return forms.MultipleChoiceField(
                choices=question.answers, widget=forms.CheckboxSelectMultiple, help_text=_("可以多选。"), **given
            )
        return forms.ChoiceField(choices=question.answers, widget=forms.RadioSelect, **given)

    def chosen(self) -> dict[int, list[str]]:
        """Return what was chosen, by key of the question."""
        found = {question.pk: self.cleaned_data[self.name_of(question)] for question in self.questions if question.answers}
        return {key: value if isinstance(value, list) else [value] for key, value in found.items() if value}

    def written(self) -> dict[int, str]:
        """Return what was written, likewise."""
        return {question.pk: self.cleaned_data[self.name_of(question)] for question in self.questions if not question.answers}
