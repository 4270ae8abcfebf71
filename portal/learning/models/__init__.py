"""Lessons with their quizzes, how far people have come with them, and materials for download."""

from portal.learning.models.lessons import Lesson, Progress
from portal.learning.models.materials import Material

__all__ = ["Lesson", "Material", "Progress"]
