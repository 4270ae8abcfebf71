"""``screen_texts`` for staff who tune the rules."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from portal.core import cache


@pytest.fixture
def no_tables(monkeypatch):
    """A database that nobody has migrated."""

    def refuse():
        raise OperationalError("no such table: core_cachestamp")

    monkeypatch.setattr(cache, "current_stamp", refuse)


def run(path) -> tuple[list[dict], str]:
    """Return what the command prints, and what it complains of."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("screen_texts", str(path), stdout=out, stderr=errors)
    except CommandError as error:
        errors.write(str(error))
    return [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_each_line_gets_its_verdict_and_the_stretch(no_tables, tmp_path):
    file = tmp_path / "texts.jsonl"
    text = "好茶油😀，另有冰  毒"
    file.write_text(json.dumps({"id": "a", "kind": "product", "text": text}) + '\n{"id": 2, "kind": "odd", "text": "好茶油"}\n', "utf-8")
    rows, errors = run(file)
    assert errors == ""
    assert [row["verdict"] for row in rows] == ["block", "clean"]
    (hit,) = rows[0]["hits"]
    assert list(rows[0]) == ["id", "verdict", "hits"]
    assert list(hit) == ["term", "start", "end", "clause", "kind"]
    assert (text[hit["start"] : hit["end"]], hit["term"]) == ("冰  毒", "冰毒")


def test_bad_lines_are_named_and_the_others_printed(no_tables, tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_bytes(
        b'{"id": 1, "text": "\xe8\x8c\xb6"}\nnot json\n[]\n{"text": "x"}\n{"id": 5, "text": 7}\n\xff\n{"id": 7, "kind": null, "text": ""}\n'
    )
    rows, errors = run(file)
    assert [row["id"] for row in rows] == [1, 7]
    for number in (2, 3, 4, 5, 6):
        assert f"第 {number} 行" in errors


def test_a_file_that_cannot_be_read_is_said_so(no_tables, tmp_path):
    rows, errors = run(tmp_path / "none.jsonl")
    assert rows == []
    assert "打不开文件" in errors
