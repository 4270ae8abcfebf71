"""Lessons and materials in the admin menu; the lessons of a course beside it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.learning.models import Lesson
from portal.learning.viewsets import LearningGroup
from portal.training.models import Course

register_snippet(LearningGroup)


@hooks.register("register_snippet_listing_buttons")
def lessons_button(snippet, user, next_url=None):
    """Offer the lessons of a course beside it to those who write or see them."""
    if isinstance(snippet, Course) and any(user.has_perm(f"learning.{action}_lesson") for action in ("add", "change", "view")):
        address = reverse(Lesson.snippet_viewset.get_url_name("list"))
        yield Button(_("在线课"), f"{address}?course={snippet.pk}", icon_name="doc-full-inverse", priority=25)
