"""What people are told: every notice has its template, every template its use, a subject and a body, and nothing in it is escaped."""

import ast

import pytest
from django.conf import settings
from django.utils import timezone

from portal.accounts import notifications
from tests.themes.conftest import DEFAULT

FOLDER = DEFAULT / "notices"
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
    """Return the names that the code gives to ``notice``, and to ``tell`` where it is about a place."""
    found = set()
    for room in ("portal", "cms"):
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
            named = (
                call
                for call in calls
                if _name(call.func) in {"notice", "tell"} and isinstance(next(iter(call.args[1:]), None), ast.Constant)
            )
            found |= {call.args[1].value for call in named}
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
