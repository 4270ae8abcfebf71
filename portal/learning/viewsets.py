"""The admin screens of lessons and materials."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.forms import RecordForm
from portal.learning.models import Lesson, Material
from portal.media.writing import AskingAboutPictures, WritingPanel
from portal.moderation.viewsets import EditorialViewSet


class LessonForm(AskingAboutPictures, RecordForm):
    """The form of a lesson, which asks about the pictures of a text that was brought in."""


class LessonViewSet(EditorialViewSet):
    """Lessons of courses."""

    model = Lesson
    icon = "doc-full-inverse"
    list_display = ["title", "course", "number", "live", "has_unpublished_changes"]
    list_filter = ["course", "live"]
    search_fields = ["title", "summary"]
    form_class_of_record = LessonForm
    layout = (
        (_("在线课"), "course", "number", "title", "summary"),
        WritingPanel(),
        "body",
        (_("视频"), "video", "video_link", "video_minutes"),
        (_("测验"), "quiz", "pass_mark"),
    )


class MaterialViewSet(EditorialViewSet):
    """Teaching materials."""

    model = Material
    icon = "download"
    list_display = ["title", "subject", "live", "has_unpublished_changes"]
    list_filter = ["subject", "live"]
    search_fields = ["title", "summary"]
    layout = ((_("资料"), "title", "summary", "document"), (_("分类"), "audience", "subject", "course"))


class LearningGroup(SnippetViewSetGroup):
    """Menu entry of what people learn by themselves."""

    menu_label = _("在线学习")
    menu_icon = "doc-full-inverse"
    menu_order = 226
    items = (LessonViewSet, MaterialViewSet)
