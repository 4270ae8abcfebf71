"""No page, message or export shows UTC: moments become text in ``portal.core.moments`` only."""

import ast

from tests.guards.test_code import sources

# What machines read, dates that have no time of day, names of files made of the local date, and what is typed.
APART = {
    "portal/core/moments.py",
    "portal/core/form_cleaning.py",
    "portal/cases/numbers.py",
    "portal/cases/working_days.py",
    "portal/sheets/cells.py",
    "portal/accounts/sms/backends/aliyun.py",
    "portal/accounts/sms/sending.py",
    "portal/enterprises/models/verification.py",
    "portal/moderation/governance.py",
    "portal/ops/management/commands/backup.py",
    "portal/sheets/views.py",
    "portal/accounts/sms/backends/tencent.py",
    "portal/ops/backup.py",
    "portal/accounts/views/data.py",
    "portal/sheets/columns.py",
    "portal/talent/structured_data.py",
    "cms/policies/models.py",
    "search/engines/elasticsearch/mapping.py",
}


def _formats_a_moment(node: ast.AST) -> bool:
    if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
        return "%" in ast.unparse(node.format_spec)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"strftime", "isoformat"}


def test_moments_become_text_in_one_place():
    found = {path.as_posix() for path, tree in sources() for node in ast.walk(tree) if _formats_a_moment(node)}
    assert found - APART == set()
