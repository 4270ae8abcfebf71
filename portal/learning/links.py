"""The links of lessons to films on other sites."""

from collections.abc import Iterator

from portal.learning.models import Lesson
from portal.links.registry import Link


def film_links() -> Iterator[Link]:
    """Return the films on other sites that public lessons lead to."""
    for lesson in Lesson.objects.visible().exclude(video_link=""):
        yield Link(lesson.video_link, lesson.title, lesson.get_absolute_url())
