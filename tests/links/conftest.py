"""The databases of these tests."""

from tests.support.county import _new_county_file, new_county  # noqa: F401 - fixtures
