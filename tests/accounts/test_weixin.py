"""WeChat sign-in is there when both keys are set, and only then. Each case is a start of its own: paths are made at the start."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import django
django.setup()
from django.test import Client
from django.urls import NoReverseMatch, reverse
try:
    url = reverse("weixin_login")
    response = Client().get(url)
    print(response.status_code, response["Location"])
except NoReverseMatch:
    print("no such way")
"""


def start(**environment: str) -> str:
    """Run ``CODE`` under the test settings and return what it prints."""
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.accounts.weixin_settings", **environment}
    done = subprocess.run([sys.executable, "-c", CODE], env=clean, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout


def test_off_until_configured():
    assert "no such way" in start(WEIXIN_APP_ID="wx-1")


def test_leads_to_wechat_with_our_key_and_a_state():
    shown = start(WEIXIN_APP_ID="wx-1", WEIXIN_APP_SECRET="secret")
    assert shown.startswith("302 https://open.weixin.qq.com/connect/qrconnect?appid=wx-1")
    assert "state=" in shown
    assert "secret" not in shown
