"""Résumé files, judged by their content and never by their name: PDF, Word (docx), picture."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

from portal.media.services import without_hidden_data

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MEGABYTE = 1024 * 1024
# Unpacked, a document of a few pages stays far below; a bomb does not.
_MOST_UNPACKED = 50 * _MEGABYTE
# What makes a PDF do something when it is opened.
_ACTIVE_PDF = (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/OpenAction")
_ENDINGS = {"application/pdf": ".pdf", DOCX: ".docx", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its Chinese name, what it really is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def checked_file(upload) -> CheckedFile:
    """Return an uploaded résumé as it may be kept.

    Raises:
        ValidationError: too large, no PDF, docx or picture by its content, with macros or scripts, or with too many pages.
    """
    limit = settings.RESUME_FILE_MB
    if upload.size > limit * _MEGABYTE:
        raise ValidationError(_("文件不能超过 %(limit)d MB，请压缩后再传。") % {"limit": limit}, code="size")
    content = upload.read()
    content_type = _type_of(content)
    if content_type in _PICTURES.values():
        content = _without_hidden_data(content)
    return CheckedFile(_plain_name(upload.name, _ENDINGS[content_type]), content_type, content)


def _type_of(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _docx(content)
    if content.startswith(_OLD_OFFICE):
        raise ValidationError(_("旧版 Word 文件可能带宏，请另存为 docx 或 PDF 后再传。"), code="old")
    return _picture(content)


def _pdf(content: bytes) -> str:
    # Six megabytes that only the few who receive a resume need.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if any(mark in content for mark in _ACTIVE_PDF):
        raise ValidationError(_("这份 PDF 带有脚本或附件，请重新导出后再传。"), code="active")
    try:
        pages = len(PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise ValidationError(_("这份 PDF 打不开，请重新导出后再传。"), code="broken") from error
    if pages > settings.RESUME_FILE_PAGES:
        raise ValidationError(_("简历最多 %(pages)d 页。") % {"pages": settings.RESUME_FILE_PAGES}, code="pages")
    return "application/pdf"


def _docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ValidationError(_("这份文件打不开，请另存为 docx 或 PDF 后再传。"), code="broken") from error
    if "word/document.xml" not in names:
        raise ValidationError(_("只能上传 PDF、Word（docx）或图片。"), code="type")
    if any(name.lower().endswith((".bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
        raise ValidationError(_("文件里带有宏或嵌入的程序，不能上传。"), code="macro")
    if sum(names.values()) > _MOST_UNPACKED:
        raise ValidationError(_("文件解开后太大，不能上传。"), code="bomb")
    return DOCX


def _picture(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise ValidationError(_("图片的像素太多，请缩小后再传。"), code="pixels")
            picture.load()
            return _PICTURES[picture.format]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("只能上传 PDF、Word（docx）或图片。"), code="type") from error


def _without_hidden_data(content: bytes) -> bytes:
    """Return a picture without the place and device that phones write into it."""
    cleaned = without_hidden_data(ContentFile(content, name="picture"))
    return cleaned.read() if cleaned else content


def _plain_name(name: str, ending: str) -> str:
    """Return a Chinese file name as it was, without path, control characters and a second ending."""
    stem = unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    stem = "".join(char for char in stem if char.isprintable() and char not in '<>:"|?*;%')
    return f"{stem.strip(' .')[:100] or _('简历')}{ending}"
