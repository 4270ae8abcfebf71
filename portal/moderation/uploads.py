"""What an upload really is, and why it is refused: judged by its content, never by what it calls itself (R-MOD-10, issue "Uploads")."""

import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Picture

from portal.moderation.screening.files import hidden_parts, personal_numbers

_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_PICTURES = {"JPEG": {"jpg", "jpeg"}, "PNG": {"png"}, "GIF": {"gif"}, "WEBP": {"webp"}, "AVIF": {"avif"}}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|macrosheets/)|\.bas$", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|apk|sh|php\d?|phtml|py|pl|asp|aspx|jsp|lnk|html?|svg|docm|xlsm|pptm|xlsb)$",
    re.IGNORECASE,
)
_PACKED = re.compile(r"\.(zip|rar|7z|gz|bz2|xz|tar)$", re.IGNORECASE)
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


def check_document(file) -> None:
    """Check a file for download.

    Args:
        file: an uploaded Django file; left at its start.

    Raises:
        ValidationError: with the reason in Chinese and what to do.
    """
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(_("文件超过 %(limit)s MB，请压缩或拆分后上传。") % {"limit": settings.UPLOAD_MAX_BYTES // 2**20}, code="size")
    checks: dict[str, Callable] = {"pdf": _check_pdf, "txt": _check_text, "zip": _check_zip, **dict.fromkeys(_OFFICE, _check_office)}
    check = checks.get(extension)
    if check is None:
        raise ValidationError(_("不接受这种文件，请上传 PDF、DOCX、XLSX、PPTX、TXT 或 ZIP。"), code="type")
    try:
        check(file, extension)
    finally:
        file.seek(0)


def check_picture(file) -> None:
    """Check a picture: its content is what its name says, it can be read, and it is not larger than can be shown.

    Raises:
        ValidationError: with the reason in Chinese.
    """
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    head = _head(file)
    if extension == "svg" or b"<svg" in head[:1024].lower():
        raise ValidationError(_("不接受 SVG 图片，它可能带有脚本。请上传 JPG、PNG、GIF、WEBP 或 AVIF。"), code="svg")
    try:
        with Picture.open(file) as picture:
            kind, (width, height) = picture.format, picture.size
            picture.verify()
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise ValidationError(_("这不是能打开的图片，请重新导出后上传。"), code="type") from error
    finally:
        file.seek(0)
    if extension not in _PICTURES.get(kind, ()):
        raise ValidationError(_("图片内容与扩展名不符，请用看图软件另存后上传。"), code="type")
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_("图片像素太多，请缩小后上传。"), code="pixels")


def _head(file) -> bytes:
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    return head


def _refuse_disguise() -> ValidationError:
    return ValidationError(_("文件内容与扩展名不符，请用原来的软件另存后上传。"), code="type")


def _check_pdf(file, _extension: str) -> None:
    if not _head(file)[:1024].lstrip().startswith(b"%PDF-"):
        raise _refuse_disguise()
    if _ACTIVE_PDF.search(file.read()):
        raise ValidationError(_("PDF 中带有脚本、附件或可执行动作，请打印为新的 PDF 后上传。"), code="macro")


def _check_text(file, _extension: str) -> None:
    content = file.read()
    if b"\0" in content or filetype.guess(content[:4096]) is not None or content[:2] in {b"MZ", b"#!"}:
        raise _refuse_disguise()
    if re.search(rb"<\?php|<script\b|<html\b", content[:65536], re.IGNORECASE):
        raise ValidationError(_("文本中带有程序代码，不能上传。"), code="program")


def _archive(file) -> zipfile.ZipFile:
    """Open an archive that can be unpacked without harm.

    Raises:
        ValidationError: it is no archive, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refuse_disguise() from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    large = unpacked > settings.UPLOAD_MAX_UNPACKED_BYTES or (unpacked / packed > settings.UPLOAD_MAX_RATIO and unpacked > 2**20)
    if large or len(entries) > settings.UPLOAD_MAX_ENTRIES or _overlapping(entries):
        raise ValidationError(_("压缩包解开后过大或文件过多，疑似压缩炸弹，不能上传。"), code="bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(_("文件有密码，无法检查，请去掉密码后上传。"), code="encrypted")
    return archive


def _overlapping(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether entries share their bytes, as in bombs that need no nesting."""
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + entry.compress_size
    return False


def _check_zip(file, _extension: str) -> None:
    with _archive(file) as archive:
        names = archive.namelist()
        if any(name.startswith(("/", "\\")) or ".." in PurePath(name.replace("\\", "/")).parts for name in names):
            raise ValidationError(_("压缩包里的路径不安全，请重新打包。"), code="path")
        if any(_PROGRAMS.search(name) or _MACROS.search(name) for name in names):
            raise ValidationError(_("压缩包里有程序、脚本或带宏的文件，不能上传。"), code="program")
        if any(_PACKED.search(name) for name in names):
            raise ValidationError(_("压缩包里还有压缩包，请解开后重新打包。"), code="nested")


def _check_office(file, extension: str) -> None:
    with _archive(file) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names or _OFFICE[extension] not in names:
            raise _refuse_disguise()
        if any(_MACROS.search(name) for name in names) or b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise ValidationError(_("文件带有宏，请另存为不含宏的格式后上传。"), code="macro")
        if any(name.lower().endswith(".bin") and "/embeddings/" in name for name in names):
            raise ValidationError(_("文件里嵌入了其他对象，请删除后上传。"), code="embedded")
        try:
            numbers, hidden = personal_numbers(archive), hidden_parts(archive)
        except ValueError as error:
            raise _refuse_disguise() from error
        if numbers:
            raise ValidationError(_("文件里有%(what)s，请遮盖后上传。") % {"what": "、".join(numbers)}, code="personal")
        if hidden:
            text = _("文件里有看不见的内容：%(what)s。请删除（可用“检查文档”）后上传。")
            raise ValidationError(text % {"what": "、".join(hidden)}, code="hidden")
