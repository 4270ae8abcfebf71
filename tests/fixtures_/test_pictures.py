"""The demo county's drawings and its schematic map: complete, light and consistent with the data."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

DATA = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
PICTURES = DATA / "pictures"
HERO = "home/hero"
# Flat drawings stay light; a heavier file means noise or far too many shapes.
MAX_BYTES = 15 * 1024


def keys_in(value: Any) -> Iterator[str]:
    """Every `picture` value inside parsed TOML."""
    if isinstance(value, dict):
        if value.get("picture"):
            yield value["picture"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


@pytest.fixture(scope="module")
def keys() -> set[str]:
    """The picture keys of all demo data and the home page's landscape."""
    found = {HERO}
    for source in DATA.glob("*.toml"):
        found.update(keys_in(tomllib.loads(source.read_text("utf-8"))))
    return found


def test_every_key_has_its_drawing_and_every_drawing_its_key(keys):
    drawn = {f"{file.parent.name}/{file.stem}" for file in PICTURES.glob("*/*.png")}
    assert drawn == keys


def test_every_drawing_is_described_and_not_guessed(keys):
    table = tomllib.loads((PICTURES / "motifs.toml").read_text("utf-8"))
    assert {f"{kind}/{slug}" for kind, rows in table.items() for slug in rows} == keys - {HERO}


def test_drawings_are_light_and_of_one_size(keys):
    for key in sorted(keys):
        file = PICTURES / f"{key}.png"
        assert file.stat().st_size <= MAX_BYTES, key
        with Image.open(file) as image:
            assert image.size == ((1440, 720) if key == HERO else (960, 640)), key
            assert image.mode == "P", key


def test_drawings_hold_nothing_that_is_not_seen(keys):
    """The loader does not send them through the gate."""
    for key in sorted(keys):
        file = PICTURES / f"{key}.png"
        # The last chunk of a PNG: nothing is appended.
        assert file.read_bytes().endswith(b"IEND\xaeB`\x82"), key
        with Image.open(file) as image:
            image.load()
            assert (image.format, getattr(image, "n_frames", 1)) == ("PNG", 1), key
            assert not image.getexif(), key
            assert set(image.info) <= {"dpi", "gamma", "srgb", "transparency"}, key


def test_no_two_drawings_are_the_same(keys):
    assert len({(PICTURES / f"{key}.png").read_bytes() for key in keys}) == len(keys)


def test_map_has_one_cell_for_every_town_and_keeps_labels_inside():
    chart = tomllib.loads((DATA / "map.toml").read_text("utf-8"))
    towns = tomllib.loads((DATA / "towns.toml").read_text("utf-8"))["town"]
    assert [cell["code"] for cell in chart["cell"]] == [town["code"] for town in towns]
    _, _, width, height = map(int, chart["view_box"].split())
    for cell in chart["cell"]:
        assert len(cell["points"].split()) >= 3
        assert 0 < cell["label_x"] < width
        assert 0 < cell["label_y"] < height


def test_stations_fall_into_the_view_box():
    chart = tomllib.loads((DATA / "map.toml").read_text("utf-8"))["projection"]
    for station in tomllib.loads((DATA / "stations.toml").read_text("utf-8"))["station"]:
        assert chart["west"] < station["longitude"] < chart["east"], station["code"]
        assert chart["south"] < station["latitude"] < chart["north"], station["code"]
