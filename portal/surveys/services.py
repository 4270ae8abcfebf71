"""Filling in a questionnaire, and what was answered."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.core.transitions import TransitionError
from portal.moderation.submission import refuse_bad_words
from portal.surveys.models import Question, Survey, SurveyResponse

MAY_READ = "surveys.view_surveyresponse"
# Texts that a page of results shows, the newest first; all are in the spreadsheet.
SHOWN_TEXTS = 100


@dataclass(frozen=True)
class Result:
    """What was answered to one question.

    ``rows`` are ``(label, number, percent)`` of who answered it, ``mean`` is of a question of grades.
    """

    question: Question
    answered: int
    rows: list[tuple[str, int, int]]
    mean: float | None

    def cells(self) -> list[list[str]]:
        """Return label and number for the public, without counts from which one might tell who answered."""
        by_number = sorted(self.rows, key=lambda row: row[1])
        hidden = [row for row in by_number if row[1] < settings.CASE_SMALL_COUNT]
        if len(hidden) == 1:
            # The whole, less the others, would tell it.
            hidden = by_number[:2]
        return [[row[0], _("不显示") if row in hidden else f"{row[1]}（{row[2]}%）"] for row in self.rows]


@transaction.atomic
def respond(survey: Survey, *, address: str, chosen: Mapping[int, list[str]], written: Mapping[int, str]) -> SurveyResponse:
    """Keep a sheet.

    Args:
        survey: the questionnaire.
        address: where it came from; only counted, never kept with it.
        chosen: what was chosen, by key of the question.
        written: what was written, likewise.

    Raises:
        TransitionError: ``closed``: it is not open today; ``often``: the address has sent its share (``surveys`` of ``ACCESS_LIMITS``);
            ``blocked``: a text says what the rules forbid.
    """
    if not Survey.objects.visible().filter(pk=survey.pk).exists() or survey.phase != Survey.Phase.OPEN:
        raise TransitionError(_("这份问卷现在不能填写。"), code="closed")
    for text in filter(None, written.values()):
        refuse_bad_words(text, "service", private=True)
    if not consume("surveys", address):
        raise TransitionError(_("这个网络今天提交的次数太多，请明天再填。"), code="often")
    words = {str(key): text for key, text in written.items() if text}
    return SurveyResponse.objects.create(
        survey=survey,
        chosen={str(key): values for key, values in chosen.items() if values},
        written=json.dumps(words, ensure_ascii=False) if words else "",
        has_texts=bool(words),
    )


def results(survey: Survey) -> list[Result]:
    """Return what was chosen, question by question; of questions that are answered in words only how many were."""
    counts: dict[str, Counter] = {}
    answered: Counter = Counter()
    for chosen in survey.responses.order_by().values_list("chosen", flat=True).iterator():
        for key, values in chosen.items():
            answered[key] += 1
            counts.setdefault(key, Counter()).update(values)
    found = []
    for question in survey.questions.all():
        key = str(question.pk)
        whole, given = answered[key], counts.get(key, Counter())
        rows = [(label, given[value], round(100 * given[value] / whole) if whole else 0) for value, label in question.answers]
        graded = question.kind == Question.Kind.GRADE and whole
        mean = sum(int(value) * number for value, number in given.items()) / whole if graded else None
        found.append(Result(question, whole, rows, mean))
    return found


def texts(survey: Survey) -> list[tuple[str, list[str]]]:
    """Return what was written, the newest first, by question."""
    found: dict[str, list[str]] = {str(question.pk): [] for question in survey.questions.all() if question.kind == Question.Kind.TEXT}
    for written in survey.responses.filter(has_texts=True).values_list("written", flat=True).iterator():
        for key, text in json.loads(written).items():
            found.get(key, []).append(text)
    return [(question.text, found[str(question.pk)]) for question in survey.questions.all() if str(question.pk) in found]


def forget_texts() -> None:
    """Empty what was written ``SURVEY_TEXT_DAYS`` after its questionnaire has closed; the counts stay."""
    before = timezone.localdate() - timedelta(days=settings.SURVEY_TEXT_DAYS)
    SurveyResponse.objects.filter(survey__closes_on__lt=before, has_texts=True).update(written="", has_texts=False)
