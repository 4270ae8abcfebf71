"""Templates compile, speak through gettext, load nothing from elsewhere; error pages need nothing."""

import re

import pytest
from django.apps import apps
from django.template.loader import get_template, render_to_string
from wagtail.models import Page

from portal.core.models import PublishableRecord
from tests.themes.conftest import DEFAULT

TEMPLATES = sorted(path.relative_to(DEFAULT).as_posix() for path in DEFAULT.rglob("*.html"))
CHINESE = re.compile(r"[\u3400-\u9fff]")


def own_templates() -> list[str]:
    """Return the templates that page types and records name."""
    models = [model for model in apps.get_models() if model._meta.app_config.name.split(".")[0] in {"cms", "portal"}]
    pages = {model.template for model in models if issubclass(model, Page) and model.is_creatable}
    records = {model.detail_template for model in models if issubclass(model, PublishableRecord) and model.detail_template}
    return sorted(pages | records)


@pytest.mark.parametrize("name", TEMPLATES)
def test_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", own_templates())
def test_page_types_and_records_have_their_template(name):
    assert (DEFAULT / name).is_file()


@pytest.mark.parametrize("name", TEMPLATES)
def test_visible_words_go_through_gettext(name):
    source = (DEFAULT / name).read_text(encoding="utf-8")
    source = re.sub(r"{% blocktranslate.*?endblocktranslate %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% translate (\"[^\"]*\"|'[^']*').*?%}", "", source)
    source = re.sub(r"_\(\"[^\"]*\"\)", "", source)
    # "、" between values and fullwidth punctuation are typography, not words.
    assert not CHINESE.search(source)


@pytest.mark.parametrize("name", TEMPLATES)
def test_loads_nothing_from_another_host_and_runs_no_script(name):
    source = (DEFAULT / name).read_text(encoding="utf-8")
    assert not re.search(r"(?:src|srcset)=\"(?:https?:)?//", source)
    assert not re.search(r"<link[^>]+href=\"(?:https?:)?//", source)
    assert "<script" not in source


@pytest.mark.parametrize("status", [400, 500, 503])
def test_error_page_needs_neither_database_nor_context(status):
    html = render_to_string(f"errors/{status}.html")
    assert html.count("<h1") == 1
    assert 'name="robots" content="noindex"' in html
    assert "<style>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("status", [403, 404])
def test_error_page_keeps_the_frame(status, rf):
    html = render_to_string(f"errors/{status}.html", request=rf.get("/nowhere/"))
    assert html.count("<h1") == 1
    assert "site-header" in html
