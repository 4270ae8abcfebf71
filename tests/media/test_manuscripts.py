"""What editors paste and upload becomes plain blocks: 28 sources as real programs write them, and what must never come through."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from portal.media.blocks import BodyBlock
from portal.media.manuscripts import intake, markup, plain
from portal.media.models import CustomImage
from tests.factories.people import person
from tests.support import made_files
from tests.support.refusals import refused

CORPUS = Path(__file__).parent / "corpus"
SOURCES = sorted(CORPUS.rglob("*.html")) + sorted(CORPUS.rglob("*.txt"))
WRITTEN = {"p", "b", "i", "a", "ul", "ol", "li", "br"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(source: Path) -> dict:
    """Return what is read of a source, without the places of its pictures' bytes."""
    text = source.read_text(encoding="utf-8")
    found, _content = markup.read(text) if source.suffix == ".html" else plain.read(text)
    for kind, value in found["blocks"]:
        if kind == "image":
            del value["start"], value["end"]
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(CORPUS).with_suffix("").as_posix())
def test_a_source_becomes_the_blocks_beside_it(source):
    assert read(source) == json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))


def test_nothing_but_words_and_their_few_marks_is_written():
    assert len(SOURCES) >= 25
    for source in SOURCES:
        for kind, value in read(source)["blocks"]:
            for tag in BeautifulSoup(value, "html.parser").find_all(True) if kind == "paragraph" else ():
                assert tag.name in WRITTEN
                assert set(tag.attrs) <= ({"href"} if tag.name == "a" else set())


def test_markup_that_never_ends_is_refused_in_words(db):
    with pytest.raises(ValidationError, match=r"损坏|复杂"):
        intake.read_html("<div>" * 5_000 + "字", person("nobody"))


def test_pictures_pass_the_gate_and_are_kept_once(new_county):
    editor = person("editor")
    source = (CORPUS / "wps-news.html").read_text(encoding="utf-8")
    first, again = intake.read_html(source, editor), intake.read_html(source, editor)
    image = CustomImage.objects.get(uploaded_by_user=editor)
    assert first.pictures == again.pictures == [image] == intake.without_facts([image])
    assert (image.description, image.right) == ("", "")
    body = BodyBlock()
    assert body.clean(body.to_python(first.blocks))[1].value["image"] == image


def test_a_picture_that_is_none_is_left_out_and_said(new_county):
    found = intake.read_html('<p>字</p><img src="data:image/png;base64,aGVsbG8=">', person("editor"))
    assert [block["type"] for block in found.blocks] == ["paragraph"]
    assert len(found.notes) == 1
    assert not CustomImage.objects.exists()


def test_who_may_not_add_pictures_gets_the_text(new_county):
    found = intake.read_html((CORPUS / "wps-news.html").read_text(encoding="utf-8"), person("nobody"))
    assert [block["type"] for block in found.blocks] == ["paragraph", "paragraph"]
    assert found.notes == ["您没有上传图片的权限，图片没有收入。"]


def test_a_word_document_keeps_its_structure(new_county):
    found = intake.read_file(ContentFile(made_files.manuscript(), name="稿.docx"), person("editor"))
    assert found.title == "茶山直播"
    assert [block["type"] for block in found.blocks] == ["paragraph", "image", "heading", "paragraph", "table"]
    assert found.blocks[0]["value"] == "<p>三位青年<b>回乡</b>。</p>"
    assert found.blocks[3]["value"] == "<ul><li>选品</li><li>拍摄</li></ul>"
    assert found.blocks[4]["value"]["data"] == [["月份", "订单"], ["1月", "120"]]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"0" * 600, "old"),
        ("a.docx", b"PK\x03\x04 no archive", "damaged"),
        ("a.pdf", b"%PDF-1.7", "pdf"),
    ],
)
def test_other_files_are_refused(db, name, content, code):
    with refused(code):
        intake.read_file(ContentFile(content, name=name), person("nobody"))


def test_merged_cells_are_drawn_once():
    block = BodyBlock().child_blocks["table"]
    rows = next(value for kind, value in read(CORPUS / "wps-table.html")["blocks"] if kind == "table")
    drawn = BeautifulSoup(block.render(block.to_python(intake._table(rows))), "html.parser")
    assert [[(cell.get_text(), cell.get("rowspan"), cell.get("colspan")) for cell in row(["td", "th"])] for row in drawn("tr")][:2] == [
        [("产品", "2", "1"), ("销量（吨）", "1", "2")],
        [("上半年", None, None), ("下半年", None, None)],
    ]
