"""The table of roles in docs/roles.md says what the code says, and setup_portal makes exactly those groups."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group

from portal.accounts.roles import ROLES, Role, role_rights
from portal.enterprises.models import VerificationRequest

ROOT = Path(__file__).resolve().parents[2]


def row(role) -> str:
    """Return a role's row of the table."""
    cells = [
        role.name,
        ", ".join(role.pages) or "-",
        ", ".join(role.records) or "-",
        "yes" if role.media else "-",
        ", ".join(f"`{name}`" for name in role.extra) or "-",
    ]
    return f"| {' | '.join(cells)} |"


def test_the_table_says_what_the_code_says():
    lines = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ") and not line.startswith(("| Role", "| ---"))]
    expected = [row(role) for role in ROLES]
    assert table == expected, "write these rows into docs/roles.md:\n" + "\n".join(expected)


def test_groups_have_their_rights(new_county):
    assert {role.name for role in ROLES} <= set(Group.objects.values_list("name", flat=True))
    for role in ROLES:
        held = {
            f"{p.content_type.app_label}.{p.codename}" for p in Group.objects.get(name=role.name).permissions.select_related("content_type")
        }
        assert set(role.extra) | {"wagtailadmin.access_admin"} <= held


@pytest.mark.parametrize("role", [role for role in ROLES if role.name == "安全审计员"], ids=lambda role: role.name)
def test_the_auditor_changes_nothing(new_county, role):
    held = Group.objects.get(name=role.name).permissions.values_list("codename", flat=True)
    assert [name for name in held if not name.startswith(("view_", "access_"))] == []


def test_a_room_declares_rights_on_its_own_models():
    role = Role("核验员", lower=("accounts.view_personal",))
    assert role_rights({role: ("view", "verify_enterprise")})(VerificationRequest) is VerificationRequest
    assert role.extra == ("accounts.view_personal", "enterprises.verify_enterprise", "enterprises.view_verificationrequest")
