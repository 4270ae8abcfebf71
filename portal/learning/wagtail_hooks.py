"""Lessons and materials in the admin menu."""

from wagtail.snippets.models import register_snippet

from portal.learning.viewsets import LearningGroup

register_snippet(LearningGroup)
