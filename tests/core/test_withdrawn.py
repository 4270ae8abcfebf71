"""Marks of withdrawn addresses: their names, and how long they stand."""

import os
import time

import pytest

from portal.core import withdrawn


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "withdrawn"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", ".gone"),
        ("/news/one/", "news/one/.gone"),
        ("/news/one/?utm=1#top", "news/one/.gone"),
        ("/media/images/a.jpg", "media/images/a.jpg.gone"),
        ("/%E8%8C%B6/", "茶/.gone"),
    ],
)
def test_a_mark_is_named_like_the_path(folder, address, name):
    withdrawn.mark([address])
    assert (folder / name).is_file()


@pytest.mark.parametrize("address", ["/../secret", "/a/%2e%2e/%2e%2e/secret", "/a\0b", f"/{'a' * 300}/"])
def test_what_cannot_be_marked_stops_nothing(folder, tmp_path, address):
    withdrawn.mark([address, "/news/"])
    assert (folder / "news/.gone").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["withdrawn"]


def test_old_marks_go_and_new_ones_stay(settings, folder):
    withdrawn.mark(["/old/one/", "/new/"])
    past = time.time() - settings.STALE_COPY_SECONDS - 3600
    os.utime(folder / "old/one/.gone", (past, past))
    withdrawn.forget_old_marks()
    withdrawn.forget_old_marks()
    assert [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))] == ["new", "new/.gone"]


def test_the_server_in_front_may_pass_to_the_marks_of_a_private_process(tmp_path):
    before = os.umask(0o077)
    try:
        withdrawn.mark(["/news/notices/gone/"])
    finally:
        os.umask(before)
    folders = [path for path in (tmp_path / withdrawn.FOLDER, *(tmp_path / withdrawn.FOLDER).rglob("*")) if path.is_dir()]
    assert len(folders) >= 3
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o711}


def test_a_clean_up_in_between_loses_no_mark(monkeypatch):
    make_passable, removed = withdrawn._make_passable, []

    def and_remove_it_once(wanted):
        make_passable(wanted)
        if not removed:
            removed.append(wanted)
            wanted.rmdir()

    monkeypatch.setattr(withdrawn, "_make_passable", and_remove_it_once)
    withdrawn.mark(["/news/notices/gone/"])
    assert removed
    assert withdrawn.mark_of("/news/notices/gone/").is_file()
