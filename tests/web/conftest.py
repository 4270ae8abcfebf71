"""The databases of these tests."""

from tests.support.county import _full_county_file, _new_county_file, full_county, new_county  # noqa: F401 - fixtures
