"""The databases of the guards."""

from tests.support.county import _new_county_file, new_county, public_site  # noqa: F401 - fixtures
