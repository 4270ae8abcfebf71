"""What follows from a course that is saved."""

from portal.core.lifecycle import visibility_changed
from portal.learning.models import Lesson


def course_saved(instance, *, created, update_fields, **_signal) -> None:
    """Tell whoever keeps something of its lessons: they are public only while their course is, and found under its name."""
    if not created and not update_fields:
        for lesson in Lesson.objects.filter(course=instance):
            visibility_changed(lesson)
