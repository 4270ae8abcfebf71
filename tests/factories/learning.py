"""Lessons with a quiz, and materials."""

import factory
from factory.django import DjangoModelFactory

from portal.learning.models import Lesson, Material
from tests.factories.media import DocumentFactory
from tests.factories.pages import body
from tests.factories.publishing import PublishedMixin
from tests.factories.training import CourseFactory


def question(text: str, *choices: tuple[str, bool]) -> dict:
    """Return a question of a quiz; each answer with whether it is right."""
    value = {"text": text, "choices": [{"text": words, "right": right} for words, right in choices], "explanation": f"看课文：{text}"}
    return {"type": "question", "value": value}


def quiz() -> list[dict]:
    """Return two questions: the first has one right answer, the second two."""
    return [
        question("手机放哪里最稳？", ("支架上", True), ("手里", False)),
        question("哪些要拍？", ("正面", True), ("细节", True), ("无关的人", False)),
    ]


class LessonFactory(PublishedMixin, DjangoModelFactory):
    """A lesson that is on the site, without a quiz."""

    class Meta:
        model = Lesson

    live = True
    course = factory.SubFactory(CourseFactory)
    number = factory.Sequence(lambda n: n % 99 + 1)
    title = factory.Sequence(lambda n: f"第{n}次拍照")
    slug = factory.Sequence(lambda n: f"lesson-{n}")
    summary = "靠窗拍，不开闪光灯。"
    body = factory.LazyFunction(body)


class MaterialFactory(PublishedMixin, DjangoModelFactory):
    """A material that is on the site."""

    class Meta:
        model = Material

    live = True
    title = factory.Sequence(lambda n: f"开店手册{n}")
    slug = factory.Sequence(lambda n: f"material-{n}")
    audience = ["farmers"]
    subject = "ecommerce"
    summary = "一步一图。"
    document = factory.SubFactory(DocumentFactory)


def learning_samples(records: dict) -> dict:
    """Return values for the addresses of learning.

    Args:
        records: one record of each kind by model name.
    """
    return {f"learning:{name}.slug": records["lesson"].slug for name in ("film", "quiz", "read")}
