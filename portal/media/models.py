"""Images with a mandatory text alternative and without hidden data; documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.media.services import without_hidden_data


class CustomImage(AbstractImage):
    """A picture whose ``description`` is its text alternative (GB/T 37668, WCAG 1.1.1) and is mandatory.

    Position, camera and maker data (EXIF, XMP) are removed when a file is stored: a phone's picture tells where somebody lives.
    """

    description = models.CharField(
        _("替代文字"), max_length=255, help_text=_("说明图片里有什么，供读屏软件朗读、图片打不开时显示。不写“图片”二字。")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
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
            cleaned = without_hidden_data(self.file)
            if cleaned is not None:
                self.file = cleaned
                self.file_size = cleaned.size
        super().save(*args, **kwargs)


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
