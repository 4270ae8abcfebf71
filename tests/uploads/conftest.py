"""The gate of uploads."""

from io import BytesIO

import pytest

from portal.uploads.guard import parse


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def outcomes(settings):
    """Run 200 hostile files of a kind through a parser, behind the guard's bounds of memory, and return how often which outcome came."""
    settings.UPLOAD_PARSER_SECONDS, settings.UPLOAD_WAIT_SECONDS = 300, 600

    def run(kind: str, target: str, **options) -> dict[str, int]:
        found = parse("tests.support.parsing:many", BytesIO(), target=target, options=options, kind=kind, count=200).found
        assert sum(found["outcomes"].values()) == 200
        assert set(found["outcomes"]) > {"taken", "damaged"}, "the files are either all good or all bad: they say nothing"
        return found["outcomes"]

    return run
