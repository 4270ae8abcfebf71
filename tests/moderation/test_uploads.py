"""Uploads are judged by what they are: real files of the office programs, disguised ones, bombs, macros, and what nobody sees in them."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image as Picture
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from portal.media.models import CustomDocument, CustomImage
from portal.moderation.uploads import check_document, check_picture
from tests.factories.people import person
from tests.support.made_files import pdf

GPS = 0x8825
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>{}</w:p></w:body></w:document>'
IDENTITY = "11010519491231002X"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def packed(files: dict[str, bytes], **options) -> bytes:
    """Return a ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(run: str = "<w:r><w:t>山茶油</w:t></w:r>", **more: bytes) -> bytes:
    """Return a small document."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": WORD.format(run).encode()}
    return packed(parts | {name.replace("__", "/"): content for name, content in more.items()})


def workbook(change=None) -> bytes:
    """Return a workbook, changed by ``change`` before it is saved."""
    book = Workbook()
    book.active["A1"] = "山茶油"
    book.create_sheet("二")
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def picture(kind: str = "JPEG", *, position: bool = False) -> bytes:
    """Return a small picture, on demand with the place where it was taken."""
    exif = Picture.Exif()
    if position:
        exif.get_ifd(GPS)[2] = (29.0, 15.0, 0.0)
    out = BytesIO()
    Picture.new("RGB", (8, 8)).save(out, kind, exif=exif)
    return out.getvalue()


def refusal(check, name: str, content: bytes) -> str:
    """Return the code of the refusal, or nothing."""
    file, found = upload(name, content), None
    try:
        check(file)
    except ValidationError as error:
        found = error
    assert file.tell() == 0
    assert found is None or any("\u4e00" <= char <= "\u9fff" for char in found.messages[0])
    return found.code if found else ""


GOOD = {
    "a.pdf": pdf(),
    "a.txt": "山茶油".encode(),
    "a.docx": docx(),
    "a.xlsx": workbook(),
    "a.zip": packed({"山茶油.txt": b"x", "b/c.pdf": b"%PDF-1.4"}),
}

REFUSED = {
    "program called a PDF": ("a.pdf", b"MZ\x90\0", "type"),
    "program called text": ("a.txt", b"MZ\x90\0\3", "type"),
    "page with a script called text": ("a.txt", b"<html><script>alert(1)</script>", "program"),
    "PDF with a script": ("a.pdf", pdf(script="app.alert(1)"), "active"),
    "archive called a document": ("a.docx", packed({"x.txt": b"x"}), "type"),
    "text called a workbook": ("a.xlsx", b"hello", "type"),
    "macro": ("a.docx", docx(word__vbaProject=b"x"), ""),
    "unknown kind": ("a.exe", b"MZ", "kind"),
    "program in an archive": ("a.zip", packed({"setup.exe": b"MZ"}), "program"),
    "archive in an archive": ("a.zip", packed({"b.zip": b"PK"}), "nested"),
    "way out of the folder": ("a.zip", packed({"../../etc/passwd": b"x"}), "path"),
    "bomb": ("a.zip", packed({"zeros": b"\0" * 20_000_000}), "bomb"),
}


@pytest.mark.parametrize("name", GOOD)
def test_honest_files_are_taken(name):
    assert refusal(check_document, name, GOOD[name]) == ""


@pytest.mark.parametrize("case", REFUSED)
def test_others_are_refused_with_a_reason(case):
    name, content, code = REFUSED[case]
    assert refusal(check_document, name, content) == code


def test_too_many_files_and_too_many_bytes(settings):
    settings.UPLOAD_MAX_ENTRIES = 3
    assert refusal(check_document, "a.zip", packed({f"{number}.txt": b"x" for number in range(4)})) == "bomb"
    settings.UPLOAD_MAX_BYTES = 10
    assert refusal(check_document, "a.txt", b"x" * 11) == "size"


def hide_sheet(book):
    """Hide the second sheet."""
    book["二"].sheet_state = "hidden"


def hide_row(book):
    """Hide a row."""
    book.active["A3"] = "x"
    book.active.row_dimensions[3].hidden = True


def hide_column(book):
    """Hide a column."""
    book.active.column_dimensions["C"].hidden = True


def comment(book):
    """Write a comment."""
    book.active["A1"].comment = Comment("底价", "某人")


@pytest.mark.parametrize("change", [hide_sheet, hide_row, hide_column, comment])
def test_what_a_workbook_hides_is_refused(change):
    assert refusal(check_document, "a.xlsx", workbook(change)) == "hidden"


@pytest.mark.parametrize(
    "run",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>底价</w:t></w:r>",
        '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins>',
        '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>',
    ],
)
def test_what_a_document_hides_is_refused(run):
    assert refusal(check_document, "a.docx", docx(run)) == "hidden"


def test_text_that_is_shown_after_all_is_no_hidden_text():
    run = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>公开</w:t></w:r>'
    assert refusal(check_document, "a.docx", docx(run)) == ""


def test_a_picture_in_a_document_that_tells_its_place_is_refused():
    assert refusal(check_document, "a.docx", docx(**{"word__media__image1.jpeg": picture(position=True)})) == "hidden"
    assert refusal(check_document, "a.docx", docx(**{"word__media__image1.jpeg": picture()})) == ""


def test_personal_numbers_in_office_files_are_refused():
    def write(book):
        book.active["B2"] = IDENTITY

    assert refusal(check_document, "a.xlsx", workbook(write)) == "personal"
    assert (
        refusal(check_document, "a.docx", docx(f"<w:r><w:t>{IDENTITY[:9]}</w:t></w:r><w:r><w:t>{IDENTITY[9:]}</w:t></w:r>")) == "personal"
    )


def test_entities_in_office_files_are_not_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>'
    content = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": bomb})
    assert refusal(check_document, "a.docx", content) == "damaged"


@pytest.mark.parametrize(("name", "content"), [("a.jpg", picture()), ("a.png", picture("PNG")), ("a.webp", picture("WEBP"))])
def test_honest_pictures_are_taken(name, content):
    assert refusal(check_picture, name, content) == ""


def test_other_pictures_are_refused(settings):
    assert refusal(check_picture, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>") == "svg"
    assert refusal(check_picture, "a.jpg", b"<svg onload='x'/>") == "svg"
    assert refusal(check_picture, "a.jpg", picture("PNG")) == "type"
    assert refusal(check_picture, "a.png", b"GIF89a not really") == "damaged"
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10
    assert refusal(check_picture, "a.png", picture("PNG")) == "pixels"


@pytest.mark.django_db
def test_the_forms_of_the_admin_check(new_county):
    shared = Collection.get_first_root_node().pk
    user = person("superuser")
    form = get_document_form(CustomDocument)({"title": "x", "collection": shared}, {"file": upload("a.docx", docx("<w:del/>"))}, user=user)
    assert "看不见的内容" in form.errors["file"][0]
    form = get_image_form(CustomImage)(
        {"title": "x", "description": "x", "collection": shared}, {"file": upload("a.jpg", picture("PNG"))}, user=user
    )
    assert not form.is_valid()


@pytest.mark.django_db
def test_an_upload_is_never_run_or_shown_as_a_page(new_county, client):
    document = CustomDocument.objects.create(title="x", file=upload("a.txt", b"<b>x</b>"), collection=Collection.get_first_root_node())
    client.force_login(person("editor"))
    response = client.get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
