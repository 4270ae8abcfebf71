"""Office files: macros, programs and what is fetched from elsewhere; bombs and entities."""

from io import BytesIO

import pytest

from portal.uploads.gate import archive_limits
from portal.uploads.office import inspected
from portal.uploads.refusal import Refusal
from tests.support.hostile import ENTITIES, OUTSIDE, changed, honest, locked

FETCHED = (
    b'<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'TargetMode="External" Target="http://192.0.2.1/x.dotm"/></Relationships>'
)
LINKED = FETCHED.replace(b"attachedTemplate", b"hyperlink")


def found(kind: str, parts: dict | None = None) -> dict:
    """Return what is found in an honest file of a kind with parts changed."""
    content = changed(honest(kind), parts or {})
    return inspected(BytesIO(content), kinds=[kind], limits=archive_limits(), closely=True)[0]


def refusal(kind: str, content: bytes) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(Refusal) as caught:
        inspected(BytesIO(content), kinds=[kind], limits=archive_limits(), closely=True)
    return caught.value.code


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_honest_ones_are_taken(kind):
    assert found(kind)["kind"] == kind
    assert found(kind)["hidden"] == []


def test_the_text_is_told():
    assert [text for _part, text in found("docx")["texts"]] == ["茶"]


@pytest.mark.parametrize("bomb", [ENTITIES, OUTSIDE, b"<x>" * 50_000, b""])
def test_entities_and_broken_parts_are_damage(bomb):
    assert refusal("docx", changed(honest("docx"), {"word/document.xml": bomb})) == "damaged"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"[Content_Types].xml": b'<Types><Default ContentType="x.macroEnabled.y"/></Types>'}, "macro"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "embedded"),
        ({"word/media/setup.exe": b"MZ"}, "embedded"),
        ({"word/_rels/settings.xml.rels": FETCHED}, "embedded"),
        ({"word/document.xml": None}, "type"),
        ({"[Content_Types].xml": None}, "type"),
        ({"word/zeros": b"\0" * 20_000_000}, "bomb"),
    ],
)
def test_what_a_document_must_not_hold(parts, code):
    assert refusal("docx", changed(honest("docx"), parts)) == code


def test_a_link_is_no_template():
    assert found("docx", {"word/_rels/document.xml.rels": LINKED})["hidden"] == []


def test_passwords_and_old_files():
    assert refusal("docx", locked(honest("docx"))) == "encrypted"
    assert refusal("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "old"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_two_hundred_damaged_and_hostile_ones(outcomes, kind):
    outcomes(kind, "portal.uploads.office:inspected", kinds=[kind], limits=archive_limits(), closely=True)
