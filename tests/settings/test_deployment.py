"""What ``deploy/`` and the installation in ``docs/operations.md`` let other users of the machine read."""

import re

import pytest
from django.conf import settings

UNITS = sorted((settings.BASE_DIR / "deploy/systemd").glob("*.service"))
GUIDE = (settings.BASE_DIR / "docs/operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_a_part_writes_nobody_else_reads(unit):
    assert re.search(r"^UMask=0077$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def test_settings_are_roots_alone():
    assert "install -d -o root -g root -m 700 /etc/portal\n" in GUIDE
    assert re.search(r"^install -o root -g root -m 600 \S+/portal\.env /etc/portal/portal\.env$", GUIDE, re.MULTILINE)
    assert not re.search(r"usermod.*www-data", GUIDE)


def test_https_is_asked_for_under_our_own_name():
    assert re.findall(r"return 301 \S+;", (settings.BASE_DIR / "deploy/nginx.conf").read_text(encoding="utf-8")) == [
        "return 301 https://$server_name$request_uri;"
    ]
