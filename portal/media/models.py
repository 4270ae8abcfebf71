"""Images with a mandatory text alternative and without hidden data; documents."""

from pathlib import PurePath

from django.core.cache import cache
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from portal.media.uploads import checked_picture
from portal.uploads.gate import CheckedFile
from portal.uploads.guard import one_at_a_time
from portal.uploads.refusal import Refusal

# How long a size that could not be made is not tried again, in seconds: trying costs as much as making it.
_NOT_AGAIN = 10 * 60


class CheckedImageFile(WagtailImageFieldFile):
    """The file of a picture: nothing is stored that has not passed the gate, whichever door it came by.

    Wagtail's upload of several pictures at once stores the file as it was sent and not as its form has cleaned it.
    """

    def save(self, name, content, save=True):
        if not isinstance(content, CheckedFile):
            content = checked_picture(content)
            name = f"{PurePath(name).stem}{PurePath(content.name).suffix}"
        self.instance.file_size = content.size
        super().save(name, content, save)


class CheckedImageField(WagtailImageField):
    """Wagtail's field with :class:`CheckedImageFile`; the same to the database, and so to migrations."""

    attr_class = CheckedImageFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"{WagtailImageField.__module__}.{WagtailImageField.__qualname__}", args, kwargs


class CustomImage(AbstractImage):
    """A picture whose ``description`` is its text alternative (GB/T 37668, WCAG 1.1.1) and is mandatory.

    Whoever uploads one says where it is from and why the site may show it; pictures from before that was asked have neither.
    Its file has passed the gate (:mod:`portal.uploads`), whoever stores it: a phone's picture tells where somebody lives.
    """

    file = CheckedImageField(
        verbose_name=AbstractImage._meta.get_field("file").verbose_name, upload_to=get_upload_to, width_field="width", height_field="height"
    )
    description = models.CharField(
        _("替代文字"), max_length=255, help_text=_("说明图片里有什么，供读屏软件朗读、图片打不开时显示。不写“图片”二字。")
    )

    class Right(models.TextChoices):
        OWN = "own", _("本单位拍摄或制作")
        GRANTED = "granted", _("权利人同意使用（留有记录）")
        BOUGHT = "bought", _("购买或图库许可")
        FREE = "free", _("公有领域或开放许可")
        SENDER = "sender", _("投稿人提供并同意展示")

    source = models.CharField(
        _("来源"), max_length=120, blank=True, default="", help_text=_("谁拍摄或提供的，例如“张三 摄”“县融媒体中心”。随图片公开显示。")
    )
    right = models.CharField(
        _("使用权"), max_length=8, choices=Right, blank=True, default="", help_text=_("凭什么可以在本网站使用。没有把握的图片不要上传。")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "source",
        "right",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "tags",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")
        # Each request for a picture asks whose file it is.
        indexes = [models.Index(fields=["file"], name="media_image_file")]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Before the row is put together: its size and extent are those of the picture as it is kept.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter, *, source: File | None = None) -> File:
        """Make one size, one at a time in this process.

        Raises:
            SourceImageIOError: it cannot be made, whatever the reason; Wagtail and the theme then draw the page without it.
        """
        failed = f"media:unmakable:{self.pk}:{self.file.name}:{filter.spec}"
        if cache.get(failed):
            raise SourceImageIOError(filter.spec)
        try:
            with one_at_a_time():
                return super().generate_rendition_file(filter, source=source)
        except Refusal as error:
            raise SourceImageIOError(error.code) from error
        except Exception as error:
            cache.set(failed, True, _NOT_AGAIN)
            raise SourceImageIOError(f"{type(error).__name__}: {error}") from error


class CustomRendition(AbstractRendition):
    """A size and format of an image, made on first use."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        indexes = [models.Index(fields=["file"], name="media_rendition_file")]


class CustomDocument(AbstractDocument):
    """A file for download, such as a journal's PDF or the scan of a policy."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
