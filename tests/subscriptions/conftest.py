"""The databases of these tests, and a centre that takes posts."""

import pytest

from tests.factories.talent import take_posts
from tests.support.county import _new_county_file, new_county  # noqa: F401 - fixtures


@pytest.fixture
def job_county(new_county):  # noqa: F811
    """A county whose centre takes job posts."""
    return take_posts()
