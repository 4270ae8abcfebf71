"""One's own data: seen, corrected, exported, withdrawn, closed; and staff who look leave a trace."""

import json
from contextlib import contextmanager

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from portal.accounts import checks, personal_data
from portal.accounts.limits import clear
from portal.accounts.models import User
from portal.accounts.notifications import notify
from portal.accounts.personal_data import export
from portal.accounts.services import register
from portal.core import consents
from portal.core.access_log import AccessEntry
from portal.core.audit import AuditEntry
from portal.core.consents import Consent, ConsentText
from portal.enterprises.models import VerificationRequest
from portal.talent.models import RelayMessage, WantedNotice
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import person
from tests.factories.talent import member as member_of
from tests.factories.talent import shown_notice

PHONE, NEW_PHONE, PASSWORD = "13900001111", "13900002222", "long-enough-pass-1"

pytestmark = pytest.mark.django_db


@contextmanager
def declared(model, fields, **options):
    """Declare a table for the time of a test and give its part."""
    before = dict(personal_data._parts)
    personal_data.personal_data("试验", fields, code="trial", **options)(model)
    try:
        yield personal_data._parts["trial"]
    finally:
        personal_data._parts.clear()
        personal_data._parts.update(before)


@pytest.fixture
def member(texts):
    return register("田丰收", phone=PHONE, verified=True, password=PASSWORD)


@pytest.fixture
def signed_in(client, member):
    client.post(reverse("account_login"), {"login": PHONE, "password": PASSWORD})
    return client


def test_page_and_file_hold_the_same(signed_in, member):
    notify(member, "欢迎", "正文")
    page = signed_in.get(reverse("accounts:data")).content.decode()
    response = signed_in.get(reverse("accounts:data-export"))
    assert response["Content-Type"] == "application/json"
    data = json.loads(response.content)
    assert set(data) == {"exported_at", *(part.code for part in personal_data.parts())}
    assert data["account"][0]["手机号码"] == PHONE
    for part in personal_data.parts():
        for row in data[part.code]:
            assert all(value in page for value in row.values() if value)
    assert AuditEntry.objects.filter(action="accounts.data_exported").exists()


def test_pages_need_a_person(client, texts):
    for name in ("my", "inbox", "data", "data-export", "data-correct", "data-close", "phone", "phone-confirm"):
        assert client.get(reverse(f"accounts:{name}"))["Location"].startswith(reverse("account_login"))


def test_a_message_is_only_its_addressees(signed_in, member):
    mine, other = notify(member, "给我", "正文"), notify(person("nobody"), "给别人", "正文")
    assert signed_in.get(reverse("accounts:message", args=[mine.pk])).status_code == 200
    assert signed_in.get(reverse("accounts:message", args=[other.pk])).status_code == 404
    assert member.inbox.unread().count() == 0


def test_correct(signed_in, member):
    signed_in.post(reverse("accounts:data-correct"), {"name": "田大丰", "email": "tian@example.org"})
    member.refresh_from_db()
    assert (member.get_full_name(), member.email) == ("田大丰", "tian@example.org")


def test_change_of_phone(signed_in, member, last_code):
    assert signed_in.get(reverse("accounts:phone"))["Location"].startswith(reverse("account_reauthenticate"))
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    signed_in.post(reverse("accounts:phone"), {"phone": NEW_PHONE})
    signed_in.post(reverse("accounts:phone-confirm"), {"code": last_code()})
    member.refresh_from_db()
    assert member.phone == NEW_PHONE
    assert User.objects.verified_holder(NEW_PHONE) == member
    assert User.objects.verified_holder(PHONE) is None
    assert "139****2222" in member.inbox.get().body


def test_a_number_that_another_has_verified_stays_the_others(signed_in, member, last_code):
    other = register("别人", phone=NEW_PHONE, verified=True)
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    clear("sms_number_pause", NEW_PHONE)
    signed_in.post(reverse("accounts:phone"), {"phone": NEW_PHONE})
    assert "另一个账号" in signed_in.post(reverse("accounts:phone-confirm"), {"code": last_code()}).content.decode()
    assert User.objects.verified_holder(NEW_PHONE) == other


def test_withdraw_a_separate_consent_but_not_the_terms(signed_in, member):
    ConsentText.objects.create(purpose="resume-to-employer", title="向用人单位提供简历", text="…")
    consent = consents.give(member, "resume-to-employer")
    signed_in.post(reverse("accounts:consent-withdraw", args=[consent.pk]))
    assert not consents.has(member, "resume-to-employer")
    terms = Consent.objects.get(person=member, text__purpose="terms")
    assert signed_in.post(reverse("accounts:consent-withdraw", args=[terms.pk])).status_code == 404


def test_close_takes_everything_personal_out(signed_in, member, last_code):
    enterprise = EnterpriseFactory()
    enterprise.memberships.create(user=member)
    notify(member, "欢迎", "正文")
    signed_in.post(reverse("accounts:data-close"))
    response = signed_in.post(reverse("accounts:close-confirm"), {"sure": "on", "code": last_code()}, follow=True)
    assert "已注销" in response.content.decode()
    member.refresh_from_db()
    held = json.dumps(export(member), ensure_ascii=False)
    assert "田丰收" not in held
    assert PHONE not in held
    assert (member.phone, member.phone_index, member.is_active) == ("", "", False)
    assert enterprise.memberships.current().count() == 0
    assert member.inbox.count() == 0
    assert Consent.objects.filter(person=member).exists()
    assert "_auth_user_id" not in signed_in.session
    assert register("新人", phone=PHONE, verified=True).pk != member.pk


def test_every_model_with_a_person_is_accounted_for():
    assert checks.everything_about_a_person_is_accounted_for(None) == []


def test_a_model_that_nobody_thought_of_is_found(monkeypatch):
    monkeypatch.setattr(personal_data, "_covered", personal_data._covered - {"accounts.message"})
    assert [error.id for error in checks.everything_about_a_person_is_accounted_for(None)] == ["accounts.E001"]


def test_the_phone_is_encrypted_in_the_database(member):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM accounts_user WHERE id = %s", [member.pk])
        row = cursor.fetchone()
    assert PHONE not in str(row)
    assert User.objects.get(pk=member.pk).phone == PHONE


def test_staff_see_masks_until_they_say_why_and_the_person_sees_who_looked(client, new_county, member):
    director = person("director")
    client.force_login(director)
    url = reverse("account_personal", args=[member.pk])
    page = client.get(url).content.decode()
    assert "139****1111" in page
    assert PHONE not in page
    assert PHONE not in client.post(url, {"reason": ""}).content.decode()
    assert not AccessEntry.objects.exists()
    assert PHONE in client.post(url, {"reason": "回访"}).content.decode()
    entry = AccessEntry.objects.get()
    assert (entry.viewer, entry.person, entry.field, entry.purpose) == (director, member, "phone", "回访")
    assert export(member)["looks"][0]["用途"] == "回访"
    admin = person("superuser")
    client.force_login(admin)
    for name, args in (("wagtailusers_users:index", []), ("wagtailusers_users:edit", [member.pk])):
        shown = client.get(reverse(name, args=args)).content.decode()
        assert "139****1111" in shown
        assert PHONE not in shown


def test_a_password_set_by_staff_is_a_first_password(client, new_county, member):
    client.force_login(person("superuser"))
    data = {"username": member.username, "is_active": "on", "password1": "set-by-staff-99", "password2": "set-by-staff-99"}
    response = client.post(reverse("wagtailusers_users:edit", args=[member.pk]), data)
    assert response.status_code == 302
    member.refresh_from_db()
    assert member.must_change_password
    assert member.phone == PHONE


def test_outbox_opens_one_message_by_a_logged_click(client, new_county, member):
    from portal.accounts import sms

    message = sms.send(PHONE, "code", {"code": "123456", "minutes": "10"})
    client.force_login(person("director"))
    page = client.get(reverse("sms_outbox")).content.decode()
    assert "139****1111" in page
    assert "123456" not in page
    assert "123456" in client.post(reverse("sms_outbox"), {"message": message.pk}).content.decode()
    assert AccessEntry.objects.get().field == "text_message"


def test_a_sheet_is_shown_once(client, new_county):
    import re

    client.force_login(person("director"))
    page = client.post(reverse("paper_sheets"), {"place": "麦市镇联络点", "number": 3}).content.decode()
    codes = re.findall(r"<code>(\d{5} \d{5})</code>", page)
    assert len(codes) == 3
    again = client.get(reverse("paper_sheets")).content.decode()
    assert not any(code in again for code in codes)
    assert "0/3" in again


def test_a_table_is_shown_as_its_fields_say(new_county):
    """Fields are called as the field is; choices, moments and answers read as people read them."""
    enterprise, user = EnterpriseFactory(), person("nobody")
    papers = VerificationRequest.objects.create(
        kind="claim", applicant=user, name="山里红", enterprise_kind="ecommerce", enterprise=enterprise
    )
    fields = [
        "state",
        "enterprise",
        (_("事项"), str),
        (_("编号"), "enterprise.pk"),
        "exempt",
        "decided_at",
        (_("类型"), "get_kind_display"),
    ]
    with declared(VerificationRequest, fields, owner="applicant") as part:
        assert part.rows(user) == [
            {
                "状态": "待核验",
                "企业": str(enterprise),
                "事项": str(papers),
                "编号": str(enterprise.pk),
                "依法无需登记": "否",
                "核验时间": "",
                "类型": "认领名录中的企业",
            }
        ]
        assert part.rows(person("editor")) == []


@pytest.mark.parametrize(
    ("erase", "rows_left", "still_hers"),
    [(personal_data.DELETE, 0, 0), (personal_data.ANONYMISE.keeping("三年"), 1, 0), (personal_data.keep("三年"), 1, 1)],
    ids=["delete", "anonymise", "keep"],
)
def test_what_becomes_of_rows_when_an_account_is_closed(new_county, erase, rows_left, still_hers):
    user = person("nobody")
    VerificationRequest.objects.create(kind="register", applicant=user, name="山里红", enterprise_kind="ecommerce")
    with declared(VerificationRequest, ["name"], owner="applicant", erase=erase) as part:
        part.erase(user)
        assert (VerificationRequest.objects.count(), VerificationRequest.objects.owned_by(user).count()) == (rows_left, still_hers)
        assert part.kept == ("三年" if rows_left else "")


def test_deleting_a_text_deletes_its_history(new_county):
    notice = shown_notice()
    notice.save_revision(user=notice.user)
    next(part for part in personal_data.parts() if part.code == "wanted").erase(notice.user)
    assert not WantedNotice.objects.exists()
    assert not Revision.objects.filter(object_id=str(notice.pk), content_type__model="wantednotice").exists()


def test_who_wrote_for_an_enterprise_is_forgotten_and_the_message_stays(new_county):
    writer, enterprise = member_of()
    message = RelayMessage.objects.create(notice=shown_notice(), enterprise=enterprise, sender=writer, text="请来面试")
    next(part for part in personal_data.parts() if part.code == "relayed").erase(writer)
    message.refresh_from_db()
    assert (message.sender, message.text) == (None, "请来面试")
