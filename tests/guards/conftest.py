"""The databases of the guards."""

from tests.support.county import _full_county_file, _new_county_file, full_county, new_county, public_site  # noqa: F401 - fixtures
