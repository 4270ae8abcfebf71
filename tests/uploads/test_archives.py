"""Archives and plain text for download."""

from io import BytesIO

from portal.uploads.gate import archive_limits
from portal.uploads.guard import parse


def test_two_hundred_damaged_and_hostile_archives(outcomes):
    assert {"bomb", "path", "nested", "encrypted"} <= set(outcomes("zip", "portal.uploads.archives:inspected", **archive_limits()))


def test_two_hundred_damaged_and_hostile_texts():
    options = {"target": "portal.uploads.plain:inspected", "options": {}, "kind": "txt", "count": 200}
    assert set(parse("tests.support.parsing:many", BytesIO(), **options).found["outcomes"]) == {"taken", "type", "program"}
