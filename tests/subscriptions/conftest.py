"""A centre that takes posts."""

import pytest

from tests.factories.talent import take_posts


@pytest.fixture
def job_county(new_county):
    """A county whose centre takes job posts."""
    return take_posts()
