"""Reading lessons and doing quizzes: marked here and nowhere else; kept for people who have signed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.learning.models import Lesson, Progress

WHOLE = 100


@dataclass(frozen=True)
class Marked:
    """One question as it was answered: ``choices`` are text, whether it is right, whether it was chosen."""

    text: str
    choices: tuple[tuple[str, bool, bool], ...]
    explanation: str

    @property
    def is_right(self) -> bool:
        """Whether all right answers were chosen and no other."""
        return all(right == chosen for _text, right, chosen in self.choices)


@dataclass(frozen=True)
class Outcome:
    """A quiz that was marked. ``score`` is the part of the questions answered right, of a hundred."""

    questions: tuple[Marked, ...]
    score: int
    passed: bool


def mark(lesson: Lesson, answers: Mapping[int, Iterable[int]]) -> Outcome:
    """Mark a quiz.

    Args:
        lesson: whose quiz.
        answers: numbers of the chosen answers by number of the question, both from 0.
    """
    questions = tuple(_marked(question, set(answers.get(number, ()))) for number, question in enumerate(lesson.questions))
    right = sum(question.is_right for question in questions)
    score = right * WHOLE // len(questions) if questions else 0
    return Outcome(questions, score, bool(questions) and score >= lesson.pass_mark)


def note_read(lesson: Lesson, user) -> Progress:
    """Note that a person has read a lesson; the first time counts."""
    progress, _created = Progress.objects.get_or_create(user=user, lesson=lesson)
    if progress.read_at is None:
        progress.read_at = timezone.now()
        progress.save(update_fields=["read_at"])
    return progress


@transaction.atomic
def note_quiz(lesson: Lesson, user, outcome: Outcome) -> Progress:
    """Note how a quiz went; the best score and the first pass stay. Whoever has passed has read the lesson."""
    Progress.objects.get_or_create(user=user, lesson=lesson)
    progress = Progress.objects.select_for_update().get(user=user, lesson=lesson)
    progress.score = max(progress.score or 0, outcome.score)
    if outcome.passed:
        progress.passed_at = progress.passed_at or timezone.now()
        progress.read_at = progress.read_at or timezone.now()
    progress.save(update_fields=["score", "passed_at", "read_at"])
    return progress


def _marked(question, chosen: set[int]) -> Marked:
    choices = tuple((choice["text"], bool(choice["right"]), number in chosen) for number, choice in enumerate(question["choices"]))
    return Marked(question["text"], choices, question["explanation"])
