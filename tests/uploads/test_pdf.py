"""A PDF is judged by what it would do, the same at every door."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from portal.moderation.uploads import check_document
from portal.talent.uploads import checked_file
from portal.uploads.pdf import inspected
from portal.uploads.refusal import Refusal
from tests.support.hostile import ACTIVE_PDF, HARMLESS_PDF
from tests.support.made_files import pdf


def refusal(content: bytes) -> str:
    """Return the code with which a PDF is refused."""
    with pytest.raises(Refusal) as caught:
        inspected(BytesIO(content))
    return caught.value.code


def encrypted(user: str) -> bytes:
    """Return a PDF that is locked against changes, and against reading if ``user`` is a password."""
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt(user, "owner")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", HARMLESS_PDF)
def test_words_and_destinations_do_nothing(name):
    assert inspected(BytesIO(HARMLESS_PDF[name])) == ({"pages": 1}, b"")


@pytest.mark.parametrize("name", ACTIVE_PDF)
def test_what_acts_is_refused_wherever_it_hides(name):
    assert refusal(ACTIVE_PDF[name]) == "active"


@pytest.mark.parametrize("content", [b"%PDF-1.4 nothing", pdf()[:200], b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"])
def test_what_is_no_document_is_damaged(content):
    assert refusal(content) == "damaged"


def test_a_password_against_reading_is_refused_and_one_against_changes_is_not():
    assert refusal(encrypted("secret")) == "encrypted"
    assert inspected(BytesIO(encrypted("")))[0] == {"pages": 1}


@pytest.mark.parametrize("check", [check_document, checked_file])
def test_both_doors_say_the_same(check):
    check(SimpleUploadedFile("a.pdf", HARMLESS_PDF["opening destination, as LibreOffice writes it"]))
    with pytest.raises(ValidationError, match="脚本、附件或可执行动作"):
        check(SimpleUploadedFile("a.pdf", ACTIVE_PDF["script under a disguised name"]))
    with pytest.raises(ValidationError, match="已损坏"):
        check(SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing"))


def test_two_hundred_damaged_and_hostile_ones(outcomes):
    outcomes("pdf", "portal.uploads.pdf:inspected")
