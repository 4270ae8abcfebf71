"""Manuscripts as they come in at the back office: read by the parser's process, their pictures taken into the library, given as blocks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from wagtail.images.permissions import permission_policy
from wagtail.models import Collection

from portal.media.blocks import BodyBlock
from portal.media.models import CustomImage
from portal.media.uploads import checked_picture
from portal.uploads.gate import archive_limits, bound_size, looked_into

_READERS = "portal.media.manuscripts"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF-"
_HEAD = 1024


@dataclass
class Manuscript:
    """What has come in: a title if the text begins with one, blocks as :class:`BodyBlock` stores them, its pictures, and what to tell."""

    title: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[CustomImage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_html(html: str, user) -> Manuscript:
    """Read what a clipboard holds.

    Args:
        html: what was pasted.
        user: whose pictures they will be.

    Raises:
        ValidationError: too long, or nothing that can be read.
    """
    return _read(f"{_READERS}.markup:inspected", ContentFile(html.encode()), user)


def read_text(text: str, user) -> Manuscript:
    """Read plain text; arguments and errors as :func:`read_html`."""
    return _read(f"{_READERS}.plain:inspected", ContentFile(text.encode()), user)


def read_file(file: File, user) -> Manuscript:
    """Read a Word document (DOCX), or take in a picture as a block of its own.

    Raises:
        ValidationError: ``pdf``: a text cannot be had from it; for the rest see :mod:`portal.uploads.gate`.
    """
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head.lstrip().startswith(_PDF):
        raise ValidationError(_("PDF 不能直接导入：请在原来的软件里导出为 Word（DOCX）再导入，或者复制文字粘贴到正文。"), code="pdf")
    if head.startswith((_ZIP, _OLD_OFFICE)):
        return _read(f"{_READERS}.documents:inspected", file, user, limits=archive_limits())
    picture = checked_picture(file)
    manuscript = Manuscript()
    _add_picture(manuscript, picture, user, alt="", caption="")
    return manuscript


def without_facts(pictures: Iterable[CustomImage]) -> list[CustomImage]:
    """Return the pictures of which nobody has said yet what they show; whoever says that, says by which right they may be shown too."""
    return [picture for picture in dict.fromkeys(pictures) if not picture.description]


def _read(parser: str, file: File, user, **options) -> Manuscript:
    bound_size(file, settings.UPLOAD_MAX_BYTES)
    parsed = looked_into(parser, file, **options)
    manuscript = Manuscript(title=parsed.found["title"][:255], notes=_notes(parsed.found["notes"]))
    for kind, value in parsed.found["blocks"]:
        if kind == "image":
            content = parsed.content[value["start"] : value["end"]]
            try:
                picture = checked_picture(ContentFile(content, name="picture"))
            except ValidationError as error:
                manuscript.notes.append(_("有一张图片没有收入：%(reason)s") % {"reason": "".join(error.messages)})
                continue
            _add_picture(manuscript, picture, user, alt=value["alt"], caption=value["caption"])
        else:
            manuscript.blocks.append({"type": kind, "value": _VALUES[kind](value)})
    if not manuscript.blocks and not manuscript.title and not manuscript.notes:
        raise ValidationError(_("没有读到文字、表格或图片。"), code="empty")
    return manuscript


def _notes(left_out: Mapping[str, int]) -> list[str]:
    texts = {
        "left_out": _("有 %(number)d 张图片在别的网站或您的电脑上，没有随文字带过来，请另行插入。"),
        "films": _("有 %(number)d 段视频或音频没有带过来。"),
    }
    return [texts[code] % {"number": number} for code, number in left_out.items()]


def _add_picture(manuscript: Manuscript, checked, user, *, alt: str, caption: str) -> None:
    """Keep a picture, the same one of the same person once; what it shows and the right to it are asked in the form (R-MOD-10)."""
    if not permission_policy.user_has_permission(user, "add"):
        manuscript.notes.append(_("您没有上传图片的权限，图片没有收入。"))
        return
    image = CustomImage(
        title=(alt or caption or _("文稿图片"))[:255], uploaded_by_user=user, collection=_collection_for(user), file=checked
    )
    image._set_file_hash()
    kept = CustomImage.objects.filter(file_hash=image.file_hash, uploaded_by_user=user).order_by("pk").first()
    if kept is None:
        image.save()
        kept = image
    manuscript.pictures.append(kept)
    manuscript.blocks.append({"type": "image", "value": {"image": kept.pk, "caption": caption}})


def _collection_for(user) -> Collection:
    allowed = permission_policy.collections_user_has_permission_for(user, "add")
    return allowed.order_by("path").first() or Collection.get_first_root_node()


def _table(value: dict) -> dict:
    """Return a table as Wagtail keeps it; a head that reaches into the rows below is no head that a browser could draw."""
    merged = value["merged"]
    has_head = len(value["rows"]) > 1 and not any(row == 0 and down > 1 for row, _column, down, _across in merged)
    covered = (
        (row + below, column + right)
        for row, column, down, across in merged
        for below in range(down)
        for right in range(across)
        if below or right
    )
    return {
        "data": value["rows"],
        "table_caption": value["caption"],
        "first_row_is_table_header": has_head,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_head else "neither",
        "mergeCells": [{"row": row, "col": column, "rowspan": down, "colspan": across} for row, column, down, across in merged],
        "cell": [{"row": row, "col": column, "hidden": True} for row, column in covered],
    }


_VALUES = {
    "heading": lambda text: re.sub(r"\s+", " ", text),
    "paragraph": lambda html: html,
    "quote": lambda text: {"text": text, "attribution": ""},
    "table": _table,
}


def form_state(manuscript: Manuscript) -> list[dict]:
    """Return the blocks as the editor of the back office takes them."""
    body = BodyBlock()
    return body.get_form_state(body.to_python(manuscript.blocks))
