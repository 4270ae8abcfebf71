"""Résumé files are judged by what they are."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.talent.uploads import checked_file
from portal.uploads.gate import DOCX
from tests.support.made_files import pdf


def docx(*names: str) -> bytes:
    """Return a Word file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            archive.writestr(name, "<w/>")
    return out.getvalue()


def picture() -> bytes:
    """Return a photo that says where it was taken."""
    out = io.BytesIO()
    image = Image.new("RGB", (40, 30))
    exif = image.getexif()
    exif[0x010E] = "place: my home"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("我的简历.exe", pdf(2), "application/pdf"), ("简历.doc", docx(), DOCX), ("照片.pdf", picture(), "image/jpeg")],
)
def test_what_it_is_counts_and_its_chinese_name_stays(name, content, kind):
    kept = checked_file(SimpleUploadedFile(name, content))
    assert kept.content_type == kind
    assert kept.name.startswith(name[:2])
    assert b"my home" not in kept.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(100), "pages"),
        (docx("word/vbaProject.bin"), "macro"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old"),
        (b"<html><script>alert(1)</script>", "paper"),
        (b"%PDF-1.4 nothing", "damaged"),
        (b"PK\x03\x04 nothing", "damaged"),
        (pdf(1, "app.alert(1)"), "active"),
        (b"\xff\xd8" + b"\0" * (20 * 1024 * 1024), "size"),
    ],
)
def test_what_may_not_be_kept_is_refused(content, code):
    with pytest.raises(ValidationError) as caught:
        checked_file(SimpleUploadedFile("简历.pdf", content))
    assert caught.value.code == code


def test_a_name_holds_no_path():
    assert checked_file(SimpleUploadedFile("x.pdf", pdf(1))).name == "x.pdf"
    upload = SimpleUploadedFile("a.pdf", pdf(1))
    upload._name = "..\\..\\etc/我\x00的.简历.pdf"
    assert checked_file(upload).name == "我的.简历.pdf"
