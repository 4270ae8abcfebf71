"""Paths of lessons and materials; they stand before those of courses, so that no course may be called so."""

from django.urls import path

from portal.learning.sections import LESSONS, MATERIALS
from portal.learning.views import QuizView, ReadLesson, film

app_name = "learning"
_lesson = "training/lessons/<slug:slug>/"
urlpatterns = [
    *LESSONS.urls(),
    *MATERIALS.urls(),
    path(f"{_lesson}film/", film, name="film"),
    path(f"{_lesson}quiz/", QuizView.as_view(), name="quiz"),
    path(f"{_lesson}read/", ReadLesson.as_view(), name="read"),
]
