"""Closing an account asks for a proof that it is oneself, and for what must be settled first."""

import pytest
from django.urls import reverse

from portal.accounts import closing
from portal.accounts.closing import Hindrance, close_account
from portal.accounts.limits import clear
from portal.accounts.models import OneTimeCode, User
from portal.accounts.services import register
from portal.web.meta import Crumb
from tests.factories.people import UserFactory, agreed, person
from tests.support.refusals import refused

PHONE, OTHER_PHONE, PASSWORD = "13900001111", "13900002222", "long-enough-pass-1"
CLOSE, CONFIRM, AGAIN = "/my/data/close/", "/my/data/close/confirm/", "/accounts/reauthenticate/"

pytestmark = pytest.mark.django_db


def is_closed(user) -> bool:
    return User.objects.get(pk=user.pk).closed_at is not None


@pytest.fixture
def holder(client, texts):
    """Somebody with a proved number and a password, signed in."""
    user = register("田丰收", phone=PHONE, verified=True, password=PASSWORD)
    client.force_login(user)
    return user


def test_a_new_code_to_the_own_number(client, holder, last_code):
    page = client.get(CLOSE).content.decode()
    assert "139****1111" in page
    assert PHONE not in page
    assert client.post(CLOSE)["Location"] == CONFIRM
    code = last_code()
    assert client.post(CONFIRM, {"code": code}).status_code == 200, "nothing is closed unless meant"
    assert client.post(CONFIRM, {"code": "000000" if code != "000000" else "1", "sure": "on"}).status_code == 200
    assert not is_closed(holder)
    assert "账号已注销" in client.post(CONFIRM, {"code": code, "sure": "on"}, follow=True).content.decode()
    assert is_closed(holder)
    assert not OneTimeCode.objects.exists()


def test_no_other_code_closes(client, holder, last_code):
    """Not one for signing in, not one to a number that is no longer the own."""
    client.post(reverse("accounts:code"), {"phone": PHONE})
    assert client.post(CONFIRM, {"code": last_code(), "sure": "on"})["Location"] == CLOSE
    clear("sms_number_pause", PHONE)
    client.post(CLOSE)
    holder.phone = OTHER_PHONE
    holder.save()
    assert client.post(CONFIRM, {"code": last_code(), "sure": "on"})["Location"] == CLOSE
    assert not is_closed(holder)


def test_a_code_burns(client, holder, last_code):
    client.post(CLOSE)
    code = last_code()
    for _each in range(5):
        client.post(CONFIRM, {"code": "000000" if code != "000000" else "1", "sure": "on"})
    assert "验证码已失效" in client.post(CONFIRM, {"code": code, "sure": "on"}).content.decode()
    assert not is_closed(holder)


def test_the_password_where_no_number_is_proved(client, texts):
    user = register("田丰收", phone=PHONE, password=PASSWORD)
    client.force_login(user)
    for answer in (client.get(CLOSE), client.post(CLOSE, {"sure": "on"})):
        assert answer["Location"].startswith(AGAIN)
    assert not is_closed(user)
    client.post(AGAIN, {"password": PASSWORD})
    assert client.post(CLOSE, {}).status_code == 200, "nothing is closed unless meant"
    client.post(CLOSE, {"sure": "on"})
    assert is_closed(user)


def test_who_can_prove_nothing_verifies_a_number_first(client, texts):
    user = agreed(UserFactory())
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    page = client.get(CLOSE).content.decode()
    assert "请先核验手机号码" in page
    assert reverse("accounts:phone") in page
    assert '<form class="form"' not in page
    client.post(CLOSE, {"sure": "on"})
    assert not is_closed(user)


def test_staff_do_not_close_theirs(client, new_county):
    user = agreed(person("editor"))
    user.phone, user.phone_verified = PHONE, True
    user.save()
    client.force_login(user)
    assert "由管理员停用" in client.post(CLOSE).content.decode()
    assert not OneTimeCode.objects.exists()


def test_what_must_be_settled_first(client, holder, monkeypatch):
    standing = [Hindrance("请先移交。", (Crumb("去移交", "/my/enterprise/"),))]
    monkeypatch.setattr(closing, "_hindrances", [lambda _user: standing])
    page = client.get(CLOSE).content.decode()
    assert "请先移交。" in page
    assert "/my/enterprise/" in page
    assert "请先移交。" in client.post(CLOSE).content.decode()
    assert not OneTimeCode.objects.exists()
    with refused("hindered"):
        close_account(holder, holder)
    assert not is_closed(holder)


def test_what_comes_up_meanwhile_is_said_and_the_code_stays_good(client, holder, monkeypatch, last_code):
    client.post(CLOSE)
    monkeypatch.setattr(closing, "_hindrances", [lambda _user: [Hindrance("请先移交。", ())]])
    assert "请先移交。" in client.post(CONFIRM, {"code": last_code(), "sure": "on"}).content.decode()
    monkeypatch.setattr(closing, "_hindrances", [])
    client.post(CONFIRM, {"code": last_code(), "sure": "on"})
    assert is_closed(holder)


def test_who_does_not_agree_to_new_terms_can_close(client, texts, last_code):
    user = UserFactory(phone=PHONE, phone_verified=True)
    client.force_login(user)
    assert client.get(reverse("accounts:data"))["Location"].startswith(reverse("accounts:agree"))
    assert CLOSE in client.get(reverse("accounts:agree")).content.decode()
    client.post(CLOSE)
    client.post(CONFIRM, {"code": last_code(), "sure": "on"})
    assert is_closed(user)
