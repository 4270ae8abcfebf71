"""Online lessons of courses, and how far a person has come with them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from portal.accounts.personal_data import personal_data
from portal.accounts.roles import TRAINING, role_rights
from portal.core.models import EditorialRecord
from portal.learning.blocks import QuizBlock
from portal.learning.querysets import LessonQuerySet, ProgressQuerySet
from portal.media.blocks import BodyBlock
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated

VIDEO_EXTENSION = "mp4"


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class Lesson(Moderated, EditorialRecord):
    """One lesson of a course, to be read without an account: text first, a film only when it is asked for (R-TRAIN-1, R-TRAIN-2).

    A record of its own and not a child of its course, for the same reason as a session: restoring a text of the course leaves it alone.
    """

    url_name = "learning:lesson"
    detail_template = "pages/learning/lesson.html"
    slug_from = "title"

    course = models.ForeignKey("training.Course", verbose_name=_("课程"), on_delete=models.PROTECT, related_name="lessons")
    number = models.PositiveSmallIntegerField(_("第几课"), validators=[MinValueValidator(1), MaxValueValidator(99)])
    title = models.CharField(_("课题"), max_length=60)
    summary = models.CharField(_("一句话说明"), max_length=100)
    body = StreamField(BodyBlock(), verbose_name=_("课文"), help_text=_("文字、图片、附件。学员先看到文字，图片滑到才载入。"))
    video = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("视频文件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("MP4 格式。学员点开才下载，点之前能看到大小。"),
    )
    video_link = models.URLField(_("视频网址"), blank=True, help_text=_("视频在其他网站的，填网址。"))
    video_minutes = models.PositiveSmallIntegerField(
        _("视频时长（分钟）"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    quiz = StreamField(QuizBlock(required=False), verbose_name=_("测验"), blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("及格线（%）"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)], help_text=_("答对的题占多少算通过。")
    )

    objects = LessonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("在线课")
        verbose_name_plural = _("在线课")
        ordering = ["course", "number", "pk"]
        indexes = [models.Index(fields=["course", "number"], name="learning_lesson_in_order")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        wrong = {}
        if self.video and self.video_link:
            wrong["video_link"] = _("视频文件和网址只填一种。")
        if self.video and self.video.file_extension.lower() != VIDEO_EXTENSION:
            wrong["video"] = _("请选择 MP4 格式的视频。")
        if (self.video or self.video_link) and not self.video_minutes:
            wrong["video_minutes"] = _("请填写视频时长。")
        if wrong:
            raise ValidationError(wrong)

    def with_content_json(self, content):
        restored = super().with_content_json(content)
        # What a list has read beside the row is not part of a text.
        restored.__dict__.pop("own", None)
        return restored

    @property
    def video_host(self) -> str:
        """The site that a linked film is on."""
        return urlsplit(self.video_link).hostname or ""

    @property
    def questions(self) -> list:
        """The questions of the quiz, as blocks hold them."""
        return [child.value for child in self.quiz or ()]

    @property
    def progress(self) -> "Progress | None":
        """How far the person has come for whom the lesson was read (``with_progress``)."""
        return next(iter(self.__dict__.get("own", ())), None)

    @property
    def done(self) -> bool:
        """Whether that person has passed its quiz, or read it where it has none."""
        found = self.progress
        return found is not None and bool(found.passed_at if self.quiz else found.read_at)


@personal_data(_("在线学习进度"), [(_("课程"), "lesson.course"), (_("课题"), "lesson"), "read_at", "score", "passed_at"])
class Progress(models.Model):
    """That somebody has read a lesson, and how its quiz went: the best score counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("学员"), on_delete=models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(Lesson, verbose_name=_("在线课"), on_delete=models.CASCADE, related_name="progresses")
    read_at = models.DateTimeField(_("学完时间"), null=True)
    score = models.PositiveSmallIntegerField(_("测验得分（%）"), null=True)
    passed_at = models.DateTimeField(_("通过测验时间"), null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("在线学习进度")
        verbose_name_plural = _("在线学习进度")
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="learning_progress_one_each")]

    def __str__(self):
        return str(self.lesson)

    def get_owner_url(self) -> str:
        """Return where the person sees it."""
        return reverse("training:my")
