"""Registering and signing in, by each way, through the pages."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts import paper
from portal.accounts.models import LimitCounter, PaperCode, TextMessage, User
from portal.accounts.services import lock, unlock
from portal.core.audit import AuditEntry
from portal.core.consents import Consent, ConsentText
from tests.factories.people import UserFactory, person

PHONE, PASSWORD = "13900001111", "long-enough-pass-1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(texts):
    """Somebody with a verified number, a password and standing consents."""
    from portal.accounts.services import register

    return register("田丰收", phone=PHONE, verified=True, password=PASSWORD)


def ask_code(client, phone=PHONE):
    LimitCounter.objects.all().delete()
    return client.post(reverse("accounts:code"), {"phone": phone})


def sign_in(client, name, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_register_by_code_and_come_back(client, texts, last_code):
    response = ask_code(client, "139 0000 1111")
    assert response["Location"] == reverse("accounts:code-confirm")
    page = client.get(response["Location"]).content.decode()
    assert "139****1111" in page
    assert PHONE not in page
    response = client.post(reverse("accounts:code-confirm"), {"code": last_code()})
    assert response["Location"] == reverse("accounts:code-new")
    assert "请先阅读并勾选" in client.post(reverse("accounts:code-new"), {"name": "田丰收"}).content.decode()
    response = client.post(reverse("accounts:code-new"), {"name": "田丰收", "agree": "on"})
    assert response["Location"] == reverse("accounts:my")
    user = User.objects.get()
    assert (user.phone, user.phone_verified, user.has_usable_password()) == (PHONE, True, False)
    assert {consent.text.purpose for consent in Consent.objects.filter(person=user)} == {"terms", "privacy"}
    other = Client()
    ask_code(other)
    assert other.post(reverse("accounts:code-confirm"), {"code": last_code()})["Location"] == reverse("accounts:my")
    assert User.objects.count() == 1


def test_two_windows_register_one_number_once(client, texts, last_code):
    clients = [Client(), Client()]
    for one in clients:
        ask_code(one)
        one.post(reverse("accounts:code-confirm"), {"code": last_code()})
    for one in clients:
        assert one.post(reverse("accounts:code-new"), {"name": "田丰收", "agree": "on"}).status_code == 302
        assert is_in(one)
    assert User.objects.count() == 1


def test_a_resent_code_replaces_the_first(client, texts, last_code):
    ask_code(client)
    first = last_code()
    LimitCounter.objects.all().delete()
    client.post(reverse("accounts:code-confirm"), {"resend": "1"})
    if first != last_code():
        assert "不正确" in client.post(reverse("accounts:code-confirm"), {"code": first}).content.decode()
    assert client.post(reverse("accounts:code-confirm"), {"code": last_code()}).status_code == 302


def test_register_by_password_while_messages_fail(client, texts, settings):
    settings.SMS_BACKEND = "tencent"
    assert "注册码" in ask_code(client).content.decode()
    data = {"name": "田丰收", "phone": PHONE, "password1": PASSWORD, "password2": PASSWORD, "agree": "on"}
    assert client.post(reverse("account_signup"), data)["Location"] == reverse("accounts:my")
    user = User.objects.get()
    assert not user.phone_verified
    assert user.username in user.inbox.get().body
    other = Client()
    sign_in(other, PHONE)
    assert is_in(other)


def test_register_by_paper_code(client, texts):
    sheet, (code, *_rest) = paper.print_sheet("麦市镇联络点", person("superuser"), 3)
    data = {"code": code, "name": "田丰收", "phone": PHONE, "password1": PASSWORD, "password2": PASSWORD, "agree": "on"}
    assert client.post(reverse("accounts:paper"), data).status_code == 302
    assert PaperCode.objects.get(used_by__first_name="田丰收").sheet == sheet
    assert "已经用过" in Client().post(reverse("accounts:paper"), {**data, "phone": "13900002222"}).content.decode()
    assert AuditEntry.objects.filter(action="accounts.paper_code_used").count() == 1


def test_paper_codes_end_with_their_sheet(client, texts, settings):
    staff = person("superuser")
    sheet, codes = paper.print_sheet("麦市镇联络点", staff, 2)
    paper.cancel_sheet(sheet, staff, "遗失")
    assert paper.use_code(codes[0]) is None
    settings.PAPER_CODE_DAYS = 0
    _sheet, codes = paper.print_sheet("麦市镇联络点", staff, 2)
    assert paper.use_code(codes[0]) is None


@pytest.mark.parametrize("name", ["phone", "username"])
def test_sign_in_by_password(client, member, name):
    sign_in(client, getattr(member, name))
    assert is_in(client)


def test_a_verified_holder_goes_before_whoever_claims_the_number(client, member):
    claimant = UserFactory(phone=PHONE)
    claimant.set_password("another-long-pass-2")
    claimant.save()
    sign_in(client, PHONE, "another-long-pass-2")
    assert not is_in(client)
    sign_in(client, PHONE)
    assert client.session["_auth_user_id"] == str(member.pk)


def bare(response) -> str:
    """Return a page without what differs from request to request."""
    import re

    return re.sub(r'value="[^"]*"', "", response.content.decode())


def test_nothing_tells_whether_an_account_exists(member, texts):
    answers = []
    for phone in (PHONE, "13900009999"):
        client = Client()
        wrong = sign_in(client, phone, "wrong-password-1")
        forgotten = client.post(reverse("account_reset_password"), {"phone": phone})
        LimitCounter.objects.filter(key__startswith="sms").delete()
        code = client.post(reverse("accounts:code"), {"phone": phone})
        data = {"name": "某人", "phone": phone, "password1": PASSWORD, "password2": PASSWORD, "agree": "on"}
        sign_up = Client().post(reverse("account_signup"), data)
        answers.append(
            [wrong.status_code, bare(wrong), forgotten.status_code, forgotten["Location"], code["Location"], sign_up["Location"]]
        )
    assert answers[0] == answers[1]
    assert TextMessage.objects.count() == 4


def test_one_hash_in_every_case(member, monkeypatch):
    """The time of an answer is the time of one password hash, with an account or without."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *args: counted.append(1) or encode(self, *args))
    numbers = []
    for name in (PHONE, member.username, "13900009999", "nobody"):
        counted.clear()
        sign_in(Client(), name, "wrong-password-1")
        numbers.append(len(counted))
    assert set(numbers) == {1}


@pytest.mark.parametrize("name", [PHONE, "13900009999"])
def test_five_wrong_passwords_lock_the_name_whether_it_exists_or_not(client, member, name):
    for _each in range(5):
        assert "不正确" in sign_in(client, name, "wrong-password-1").content.decode()
    assert "15 分钟" in sign_in(client, name).content.decode()
    assert not is_in(client)


def test_right_sign_ins_of_an_office_do_not_use_up_the_limit_of_its_address(client, member, settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "password_address": (2, 900)}
    for _each in range(4):
        sign_in(client, PHONE)
        assert is_in(client)
        client.logout()
    for _each in range(2):
        sign_in(client, "13900009999", "wrong-password-1")
    sign_in(client, PHONE)
    assert not is_in(client)


def test_the_password_that_was_is_not_guessed_in_an_open_session(client, member):
    sign_in(client, PHONE)
    address = reverse("account_change_password")
    new = {"password1": "another-long-pass-2", "password2": "another-long-pass-2"}
    for _each in range(5):
        client.post(address, {"oldpassword": "wrong-password-1", **new})
    assert "15 分钟" in client.post(address, {"oldpassword": PASSWORD, **new}).content.decode()
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_the_back_office_has_no_other_door_for_a_lost_password(client, path):
    assert client.get(f"/admin/password_reset/{path}")["Location"] == reverse("account_reset_password")
    assert client.post(f"/admin/password_reset/{path}", {"email": "a@example.com"}).status_code == 302


def test_staff_unlock(client, member):
    admin = person("superuser")
    for _each in range(6):
        sign_in(client, PHONE, "wrong-password-1")
    unlock(member, admin, "本人到场")
    sign_in(client, PHONE)
    assert is_in(client)
    lock(member, admin, "多次发布违规内容")
    assert client.get(reverse("accounts:my")).status_code == 302
    sign_in(client, PHONE)
    assert client.get(reverse("accounts:my")).status_code == 302
    assert set(AuditEntry.objects.filter(actor=admin).values_list("action", flat=True)) == {"accounts.unlocked", "accounts.locked"}


def test_a_locked_holder_who_proves_the_number_is_told(client, member, last_code):
    lock(member, person("superuser"), "核查")
    ask_code(client)
    response = client.post(reverse("accounts:code-confirm"), {"code": last_code()}, follow=True)
    assert "已停用" in response.content.decode()
    assert not is_in(client)


def test_forgotten_password(client, member, last_code):
    client.post(reverse("account_reset_password"), {"phone": PHONE})
    assert client.post(reverse("accounts:password-confirm"), {"code": last_code()})["Location"] == reverse("accounts:password-new")
    new = {"password1": "quite-new-pass-3", "password2": "quite-new-pass-3"}
    client.post(reverse("accounts:password-new"), new)
    assert is_in(client)
    member.refresh_from_db()
    assert member.check_password("quite-new-pass-3")


def test_a_code_for_a_password_does_not_sign_in(client, member, last_code):
    client.post(reverse("account_reset_password"), {"phone": PHONE})
    assert client.post(reverse("accounts:code-confirm"), {"code": last_code()})["Location"] == reverse("accounts:code")


def test_a_first_password_must_be_changed(client, member):
    User.objects.update(must_change_password=True)
    sign_in(client, PHONE)
    assert client.get("/my/")["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password")).content.decode()
    assert "请先修改密码" in page
    new = {"oldpassword": PASSWORD, "password1": "quite-new-pass-3", "password2": "quite-new-pass-3"}
    client.post(reverse("account_change_password"), new)
    assert client.get("/my/").status_code == 200


def test_a_new_version_of_the_terms_is_asked_for_at_the_next_sign_in(client, member):
    sign_in(client, PHONE)
    assert client.get("/my/").status_code == 200
    ConsentText.objects.create(purpose="terms", version=2, title="用户协议", text="新")
    other = Client()
    response = sign_in(other, PHONE)
    assert response["Location"].startswith(reverse("accounts:agree"))
    assert other.get("/my/")["Location"].startswith(reverse("accounts:agree"))
    other.post(response["Location"], {"agree": "on"})
    assert other.get("/my/").status_code == 200
    assert Consent.objects.filter(person=member, text__version=2).exists()


@pytest.mark.parametrize(("kind", "seconds"), [("seen", "idle"), ("began", "absolute")])
def test_sessions_end(client, member, settings, kind, seconds):
    sign_in(client, PHONE)
    session = client.session
    session["gate"] = {**session["gate"], kind: session["gate"][kind] - settings.SESSION_LIMITS["public"][seconds] - 1}
    session.save()
    assert client.get("/my/")["Location"].startswith(reverse("account_login"))
    assert not is_in(client)


def test_pages_of_the_signed_in_are_kept_by_nobody(client, member):
    assert "Set-Cookie" not in client.get("/terms/").headers
    sign_in(client, PHONE)
    response = client.get("/terms/")
    assert "no-store" in response["Cache-Control"]


def test_a_way_back_leads_nowhere_else(client, member):
    response = client.post(reverse("account_login"), {"login": PHONE, "password": PASSWORD, "next": "https://evil.example/"})
    assert response["Location"] == reverse("accounts:my")
