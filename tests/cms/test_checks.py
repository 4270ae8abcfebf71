"""The system checks find what they are for, and nothing in the project."""

from django.core.checks import run_checks
from wagtail import blocks
from wagtail.models import Page

from cms.core import checks
from cms.core.indexes import IndexPage
from cms.news.models import NewsPage
from cms.products.models import ProductIndexPage
from portal.catalogues.models import FreeService


def identifiers(errors):
    return [error.id for error in errors]


def test_the_project_passes():
    assert [error for error in run_checks() if error.id.startswith("cms.")] == []


def test_a_page_type_states_its_place():
    class Silent:
        is_creatable = True
        page_description = ""
        parent_page_types = Page.__dict__.get("parent_page_types")
        _meta = type("Meta", (), {"verbose_name": "silent page"})

    Silent.__module__ = "wagtail.models"
    assert identifiers(checks.check_page_types([Silent])) == ["cms.E001", "cms.E002", "cms.E003"]
    assert checks.check_page_types([NewsPage]) == []


def test_blocks_say_what_they_are_for():
    class Bare(blocks.StreamBlock):
        text = blocks.CharBlock()
        good = blocks.CharBlock(icon="title", description="说明", preview_value="样子")

    assert identifiers(checks.check_blocks([Bare()])) == ["cms.E004", "cms.E006"] or identifiers(checks.check_blocks([Bare()])) == [
        "cms.E004",
        "cms.E005",
        "cms.E006",
    ]
    assert {error.obj for error in checks.check_blocks([Bare()])} == {"Bare.text"}


def test_records_have_an_address_and_a_page():
    class Lost:
        url_name = "catalogues:no-such-name"
        detail_template = "pages/no-such-page.html"

    assert identifiers(checks.check_records([Lost])) == ["cms.E007", "cms.E008"]
    assert checks.check_records([FreeService]) == []


def test_lists_have_a_feed_or_a_reason():
    class Quiet:
        feed_column = ""

    class Excused(Quiet):
        why_no_feed = "one page only"

    assert identifiers(checks.check_indexes([Quiet, Excused])) == ["cms.E009"]
    assert issubclass(ProductIndexPage, IndexPage)
    assert checks.check_indexes([ProductIndexPage]) == []


def test_every_stream_is_looked_at():
    names = {type(block).__name__ for block in checks.stream_blocks(checks.page_models())}
    assert {"BodyBlock", "QuickEntriesBlock"} <= names
