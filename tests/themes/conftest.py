"""Where the default theme stands and what it is made of."""

from pathlib import Path

import pytest
from django.conf import settings

from portal.web import theme

DEFAULT = Path(settings.THEMES_DIR) / "default"


@pytest.fixture
def other_theme(tmp_path, settings):
    """An empty theme of a county in front of the default one; nothing of it is remembered afterwards."""
    settings.THEME_DIRS = [tmp_path, DEFAULT]
    theme.clear_caches()
    yield tmp_path
    theme.clear_caches()
