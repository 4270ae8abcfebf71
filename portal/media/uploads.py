"""Pictures that the public sends, judged by their content and never by their name."""

import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture

from portal.media.services import without_hidden_data

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_MEGABYTE = 1024 * 1024


def checked_picture(file: File) -> File:
    """Return a picture as it may be kept: a JPEG, PNG or WebP that can be opened, without hidden data, under a plain name.

    Raises:
        ValidationError: it is too large, no picture, of another format, or has more pixels than the site takes.
    """
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise ValidationError(_("图片不能超过 %(limit)d MB，请压缩后再传。") % {"limit": limit // _MEGABYTE}, code="size")
    picture_format = _format(file)
    cleaned = without_hidden_data(file)
    if cleaned is None:
        file.seek(0)
        cleaned = ContentFile(file.read())
    cleaned.name = f"picture{ENDINGS[picture_format]}"
    return cleaned


def _format(file: File) -> str:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            with Picture.open(file, formats=list(ENDINGS)) as picture:
                if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    raise ValidationError(_("图片的像素太多，请缩小后再传。"), code="pixels")
                picture.load()
                return picture.format
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError) as error:
        raise ValidationError(_("这不是可以打开的图片，请上传 JPG、PNG 或 WebP 格式的照片。"), code="picture") from error
