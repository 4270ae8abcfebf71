"""Rules for the tests themselves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import catalogues, cooperation, enterprises, learning, pages, selections, talent, training, venues
from tests.factories.every_kind import EVERYTHING
from tests.factories.publishing import PublishedMixin
from tests.support import order

TESTS = Path(__file__).resolve().parents[1]
# Instead of these: ``refused("code")`` of tests/support/refusals.py, or a name whose ``.value.code`` is looked at, or, where several
# refusals differ in their words only, the words.
BARE = re.compile(r"pytest\.raises\((TransitionError[^)]*|(ValidationError|CodeRefusedError))\)(,[^:]*)?:")


def test_whoever_expects_a_refusal_names_its_code():
    bare = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in sorted(TESTS.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if BARE.search(line)
    ]
    assert bare == []


def _at_collection(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls that run when a module is collected: all that stand in no body of a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)) and child in (node.body if isinstance(node.body, list) else [node.body]):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _at_collection(child)


def test_no_day_is_that_of_the_collection():
    """The suite runs over midnight, too: what was "tomorrow" when the tests were collected may be today when one of them runs."""
    clocks = {"now", "localdate", "localtime", "today", "utcnow"}
    early = [
        f"{path.relative_to(TESTS)}:{call.lineno}"
        for path in sorted(TESTS.rglob("*.py"))
        for call in _at_collection(ast.parse(path.read_text("utf-8")))
        if isinstance(call.func, ast.Attribute) and call.func.attr in clocks
    ]
    assert early == []


def test_a_county_is_prepared_once_a_worker():
    """A fixture that a folder's own ``conftest.py`` imports is another fixture, and is made again for that folder."""
    own = [path for path in TESTS.glob("*/conftest.py") if "tests.support.county import" in path.read_text("utf-8")]
    assert own == []


@pytest.mark.django_db(transaction=True)
def test_what_is_not_rolled_back_has_a_database_of_its_own():
    """At its end every table is emptied, the root collection's too: no other test may see that file."""
    assert Path(connection.settings_dict["NAME"]).name == "own.sqlite3"


PUBLISHED = {
    **EVERYTHING,
    **{f"talent.{make.__name__}": make for make in (talent.open_job, talent.shown_notice, talent.recommendation, talent.practice_offer)},
    **{
        made.__name__: made
        for module in (catalogues, cooperation, enterprises, learning, pages, selections, talent, training, venues)
        for made in vars(module).values()
        if isinstance(made, type) and issubclass(made, PublishedMixin) and not made._meta.abstract
    },
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_a_factory_publishes_has_its_revision(new_county, name):
    made = PUBLISHED[name]()
    row = type(made).objects.get(pk=made.pk)
    assert row.live
    assert row.live_revision_id is not None
    assert row.live_revision_id == row.latest_revision_id
    assert not row.has_unpublished_changes
    assert row.first_published_at
    assert row.last_published_at
    assert str(row.live_revision.as_object()) == str(row)


def test_each_worker_begins_with_what_is_dear_and_ends_with_what_is_light():
    files = [path.relative_to(TESTS.parent).as_posix() for path in sorted(TESTS.rglob("test_*.py"))]
    shared = order.for_two_workers(files, str)
    assert sorted(shared) == sorted(files), "each test once"
    first, second = shared[: len(files) // 2], shared[len(files) // 2 :]
    assert first[0] == order.PROGRAMS[0]
    assert second[0].startswith(order.COUNTY[0])
    for stretch, dear in ((first, order.PROGRAMS), (second, order.COUNTY)):
        is_dear = [file.startswith(dear) for file in stretch]
        assert is_dear == sorted(is_dear, reverse=True)
        assert not is_dear[-1]


def test_files_named_in_the_order_of_the_tests_exist():
    assert [name for name in (*order.PROGRAMS, *order.COUNTY) if not (TESTS.parent / name).exists()] == []
