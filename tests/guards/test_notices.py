"""What people are told: every notice has its template, every template its use, a subject and a body, and nothing in it is escaped."""

import ast

import pytest
from django.conf import settings
from django.utils import timezone

from portal.accounts import notifications
from tests.themes.conftest import DEFAULT

FOLDER = DEFAULT / "notices"
# Which argument is the name, by function.
PLACES = {"notice": 1, "tell": 1, "tell_in_charge": 2}
NAMES = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.txt"))


class Anything:
    """Stands for any record: whatever a template asks of it is a text with signs that HTML would escape."""

    def __getattr__(self, name):
        if name.startswith("_") or name in {"resolve_expression", "do_not_call_in_templates"}:
            raise AttributeError(name)
        return timezone.localdate() if name.endswith("_until") else "“山里红”<b>&'"

    def __str__(self):
        return self.text

    def get_owner_url(self) -> str:
        return "/my/"


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def used_names() -> set[str]:
    """Return the names that the code gives to ``notice``, to ``tell`` where it is about a place, and to ``tell_in_charge``."""
    found = set()
    for room in ("portal", "cms"):
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
            names = (call.args[PLACES[_name(call.func)] :][:1] for call in calls if _name(call.func) in PLACES)
            found |= {name.value for given in names for name in given if isinstance(name, ast.Constant)}
    return found


def test_every_notice_has_a_template_and_every_template_a_use():
    assert used_names() == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_notice_says_something_in_plain_text(name, monkeypatch):
    sent = []
    monkeypatch.setattr(notifications, "notify", lambda *message: sent.append(message))
    names = ("invitation", "member", "hand_over", "accepted", "selection")
    notifications.notice(Anything(), name, Anything(), until=timezone.localdate(), **{each: Anything() for each in names})
    ((_user, subject, body, url),) = sent
    assert subject
    assert body
    assert "\n" not in subject
    assert "&lt;" not in subject + body
    assert "&amp;" not in subject + body
    assert "%}" not in subject + body
    assert url == "/my/"
