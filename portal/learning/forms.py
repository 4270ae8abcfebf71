"""The quiz of a lesson as people fill it in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.learning.models import Lesson


class QuizForm(forms.Form):
    """A field for each question: one answer, or several where several are right.

    Args:
        lesson: whose quiz.
    """

    def __init__(self, *args, lesson: Lesson, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = len(lesson.questions)
        for number, question in enumerate(lesson.questions):
            self.fields[_name(number)] = _field(number, question)

    def answers(self) -> dict[int, list[int]]:
        """Return the numbers of the chosen answers, by number of the question."""
        found = {}
        for number in range(self.questions):
            value = self.cleaned_data[_name(number)]
            found[number] = [int(chosen) for chosen in (value if isinstance(value, list) else [value])]
        return found


def _name(number: int) -> str:
    return f"question-{number + 1}"


def _field(number: int, question) -> forms.Field:
    several = sum(choice["right"] for choice in question["choices"]) > 1
    words = {"number": number + 1, "text": question["text"]}
    label = (_("第 %(number)d 题（多选）：%(text)s") if several else _("第 %(number)d 题：%(text)s")) % words
    choices = [(str(key), choice["text"]) for key, choice in enumerate(question["choices"])]
    missing = {"required": _("请回答第 %(number)d 题。") % words}
    if several:
        return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=missing)
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing)
