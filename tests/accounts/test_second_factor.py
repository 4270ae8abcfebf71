"""Staff and the second factor: set up at the first sign-in, asked for at each, recovered, limited."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.people import person

PASSWORD = "long-enough-pass-1"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts")]


@pytest.fixture
def editor(new_county, settings):
    settings.STAFF_SECOND_FACTOR = True
    user = person("editor")
    user.set_password(PASSWORD)
    user.phone, user.phone_verified = "13900001111", True
    user.save()
    return user


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enter(client, name):
    return client.post(reverse("wagtailadmin_login"), {"username": name, "password": PASSWORD, "next": "/admin/"})


def set_up(client) -> str:
    """Set the second factor up and return its secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def test_set_up_and_sign_in_with_it(client, editor):
    enter(client, editor.username)
    assert client.get("/admin/")["Location"].startswith(reverse("mfa_activate_totp"))
    secret = set_up(client)
    authenticator = Authenticator.objects.get(type="totp")
    assert secret not in str(authenticator.data)
    other = Client()
    assert enter(other, "13900001111")["Location"] == reverse("mfa_authenticate")
    assert other.get("/admin/").status_code == 302
    page = other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "登录" in page
    assert other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})["Location"] == "/admin/"
    assert other.get("/admin/").status_code == 200


def test_the_other_door_is_no_way_round(client, editor):
    enter(client, editor.username)
    set_up(client)
    other = Client()
    response = other.post(reverse("account_login"), {"login": editor.username, "password": PASSWORD})
    assert response["Location"] == reverse("mfa_authenticate")
    forced = Client()
    forced.force_login(editor)
    assert forced.get("/admin/")["Location"].startswith(reverse("mfa_reauthenticate"))


def test_five_wrong_factors_lock(client, editor):
    enter(client, editor.username)
    secret = set_up(client)
    other = Client()
    enter(other, editor.username)
    for _each in range(5):
        other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "15 分钟" in other.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).content.decode()


def test_recovery_code_and_reset(client, editor):
    enter(client, editor.username)
    set_up(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    other = Client()
    enter(other, editor.username)
    assert other.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/admin/"
    call_command("reset_second_factor", editor.username)
    assert not Authenticator.objects.exists()


def test_off_means_off(client, editor, settings):
    settings.STAFF_SECOND_FACTOR = False
    assert enter(client, editor.username)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_secrets_are_encrypted_in_the_database(client, editor):
    enter(client, editor.username)
    secret = set_up(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert secret not in str(cursor.fetchall())
