"""Production settings: what they refuse, what they say, what they switch on. Each case is a real start in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "k7Jq0Zx1-wV5tR9yP3mN8bL2cD6fG4hS_aQeUoIiYzXvTnBrMlKj",
    "ALLOWED_HOSTS": "ds.example.gov.cn",
    "ADMIN_BASE_URL": "https://ds.example.gov.cn",
}


def start(expression: str = "None", **environment: str) -> subprocess.CompletedProcess:
    """Load the production settings under exactly this environment and print ``expression``."""
    code = f"from portal.settings import production as s; print({expression})"
    clean = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run([sys.executable, "-c", code], env=clean, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_starts_with_safe_values():
    done = start("s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECURE_SSL_REDIRECT", **GOOD)
    assert done.stdout.strip() == "False True True True True", done.stderr


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SECRET_KEY", "", "secrets.token_urlsafe"),
        ("SECRET_KEY", "short", "too short"),
        ("SECRET_KEY", "a" * 80, "too regular"),
        ("SECRET_KEY", "abcdefghij" * 6, "too regular"),
        ("SECRET_KEY", "django-insecure-" + "abcdefghij" * 5, "well-known"),
        ("FIELD_ENCRYPTION_KEYS", "short", "too short"),
        ("AUDIT_RETENTION_DAYS", "365", "1096"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS=ds.example.gov.cn"),
        ("ALLOWED_HOSTS", "*", "name each host"),
        ("ALLOWED_HOSTS", "ds.example.gov.cn,*.gov.cn", "name each host"),
        ("ALLOWED_HOSTS", ".gov.cn", "name each host"),
        ("ALLOWED_HOSTS", "https://ds.example.gov.cn/", "host names, not addresses"),
        ("DEBUG", "1", "must not be on"),
        ("DEBUG", "flase", "set 1 or 0"),
        ("HSTS_SECONDS", "a month", "whole number"),
        ("CSRF_TRUSTED_ORIGINS", "http://ds.example.gov.cn", "begin with https://"),
        ("ADMIN_BASE_URL", "", "https address"),
        ("ADMIN_BASE_URL", "http://ds.example.gov.cn", "https address"),
        ("DATABASE_URL", "postgres://portal@db.example.gov.cn/portal", "no password"),
        ("DATABASE_URL", "mysql://portal:word@db.example.gov.cn/portal", "begins with postgres"),
        ("DATABASE_URL", "portal", "begins with postgres"),
        ("DATABASE_URL", "postgres://portal:word@db.example.gov.cn:port/portal", "begins with postgres"),
        ("REDIS_URL", "http://127.0.0.1:6379/0", "begins with redis"),
        ("EMAIL_URL", "mail.example.gov.cn", "begins with smtp"),
        ("LOG_LEVEL", "LOUD", "WARNING"),
        ("THEME", "../portal", "default"),
        ("PORT", "-1", "whole number"),
        ("WEB_WORKERS", "0", "from 1"),
    ],
)
def test_refuses_an_unsafe_value_and_says_what_to_set(name, value, advice):
    done = start(**{**GOOD, name: value})
    assert done.returncode != 0
    last = done.stderr[done.stderr.index("ImproperlyConfigured") :]
    assert name in last
    assert advice in last


def test_staff_need_a_second_factor_unless_it_is_switched_off_by_name():
    assert start("s.STAFF_SECOND_FACTOR, s.CLIENT_ADDRESS_HEADER", **GOOD).stdout.strip() == "True HTTP_X_FORWARDED_FOR"
    assert (
        start("s.STAFF_SECOND_FACTOR, s.CLIENT_ADDRESS_HEADER", **GOOD, STAFF_SECOND_FACTOR="0", BEHIND_PROXY="0").stdout.strip() == "False"
    )


def test_names_every_problem_at_once():
    done = start()
    assert all(name in done.stderr for name in GOOD)


def test_accepts_a_database_reached_through_a_local_socket():
    done = start("s.DATABASES['default']['ENGINE']", **GOOD, DATABASE_URL="postgres:///portal")
    assert done.stdout.strip() == "django.db.backends.postgresql", done.stderr


def test_mail_server_comes_from_one_address():
    done = start("s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS", **GOOD, EMAIL_URL="smtp+tls://user:word@mail.example.gov.cn:587")
    assert done.stdout.strip() == "mail.example.gov.cn 587 True", done.stderr


def test_application_server_starts_production_unless_told_otherwise():
    code = "import portal.wsgi"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": os.environ["PATH"]}, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert "ImproperlyConfigured" in done.stderr
    assert "SECRET_KEY" in done.stderr


def test_the_command_line_says_it_without_a_stack_trace():
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"], env=clean, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    assert "ALLOWED_HOSTS: is not set" in done.stderr
    assert "Traceback" not in done.stderr
