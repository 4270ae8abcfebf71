"""What pages of training show of lessons."""

from dataclasses import dataclass

from django import template

from portal.learning.models import Lesson, Progress
from portal.training.models import Course
from portal.web.views import visitor

register = template.Library()


@dataclass(frozen=True)
class Study:
    """How far a person has come with a course."""

    course: Course
    lessons: tuple[Lesson, ...]

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(lesson.done for lesson in self.lessons)

    @property
    def next(self) -> Lesson | None:
        """The first lesson that is not done."""
        return next((lesson for lesson in self.lessons if not lesson.done), None)


@register.simple_tag(takes_context=True)
def lessons_of(context, course: Course) -> Study | None:
    """Return the lessons of a course, with how far the visitor has come; nothing if it has none."""
    lessons = _lessons(visitor(context["request"]), course=course) if course.pk else ()
    return Study(course, lessons) if lessons else None


@register.simple_tag
def studies_of(user) -> list[Study]:
    """Return the courses of which a person has begun a lesson, by name."""
    begun = Progress.objects.owned_by(user).filter(lesson__live=True, lesson__course__live=True)
    found: dict[Course, list[Lesson]] = {}
    for lesson in _lessons(user, course__in=begun.order_by().values("lesson__course")):
        found.setdefault(lesson.course, []).append(lesson)
    return sorted((Study(course, tuple(lessons)) for course, lessons in found.items()), key=lambda study: study.course.name)


def _lessons(user, **of) -> tuple[Lesson, ...]:
    return tuple(Lesson.objects.visible().filter(**of).select_related("course").with_progress(user).in_order().defer("body"))
