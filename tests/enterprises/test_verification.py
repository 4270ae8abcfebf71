"""Registering, claiming and verifying again."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.accounts.models import Message
from portal.core.access_log import AccessEntry
from portal.core.audit import AuditEntry
from portal.enterprises.models import Enterprise, Membership, VerificationRequest
from portal.enterprises.policies import acts_for
from portal.enterprises.services.verification import refuse, remind_of_verification, verify, withdraw
from tests.factories.enterprises import EnterpriseFactory, IndustryClassFactory
from tests.factories.people import UserFactory, agreed, person
from tests.factories.places import TownFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
State, Kind = VerificationRequest.State, VerificationRequest.Kind
CODE = "91421222MA4900010D"


def licence_file(size=(60, 40), image_format="JPEG") -> SimpleUploadedFile:
    """Return a small picture with a position in its EXIF data."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x8825] = {1: "N"}
    exif[0x010F] = "SECRETMAKER"
    Image.new("RGB", size, "white").save(out, image_format, exif=exif)
    return SimpleUploadedFile("执照.exe.jpg", out.getvalue())


def filled_in(**values) -> dict:
    """Return what a person types into the form."""
    return {
        "name": "通山谷茶业有限公司",
        "enterprise_kind": "ecommerce",
        "credit_code": CODE,
        "industry": IndustryClassFactory().pk,
        "town": TownFactory().pk,
        "licence": licence_file(),
        "note": "",
        **values,
    }


@pytest.fixture
def applicant(new_county):
    return agreed(UserFactory())


@pytest.fixture
def officer(new_county):
    user = agreed(UserFactory())
    user.groups.add(Group.objects.get(name="会员管理"))
    return user


def handed_in(client, user, **values) -> VerificationRequest:
    client.force_login(user)
    answer = client.post(reverse("enterprises:register"), filled_in(**values))
    assert answer.status_code == 302, answer.content.decode()
    return VerificationRequest.objects.order_by("-pk")[0]


def test_a_new_enterprise_from_form_to_owner(client, applicant, officer):
    request = handed_in(client, applicant)
    assert (request.kind, request.state, request.credit_code) == (Kind.REGISTER, State.SUBMITTED, CODE)
    enterprise = verify(request, officer)
    assert (enterprise.live, enterprise.credit_code, enterprise.verification) == (False, CODE, "verified")
    assert Membership.objects.get(user=applicant, organisation=enterprise).role == Membership.Role.OWNER
    assert Message.objects.filter(user=applicant, url=enterprise.get_owner_url()).exists()
    assert AuditEntry.objects.filter(action="enterprises.verified", actor=officer).exists()
    with refused("transition"):
        verify(request, officer)


@pytest.mark.parametrize(
    "typed",
    [
        "91421222ma4900010d",
        " 9142 1222 MA49 0001 0D ",
        "９１４２１２２２ＭＡ４９０００１０Ｄ",
        "91421222-MA490001-0D",
        "\u200b91421222MA4900010D\t",
    ],
)
def test_ways_to_type_a_code(client, applicant, new_county, typed):
    assert handed_in(client, applicant, credit_code=typed).credit_code == CODE


@pytest.mark.parametrize(
    "typed", ["91421222MA4900010E", "91421222MA4900020D", "91421222MA490001OD", "9" * 18, "<b>91421222MA4900010D</b>", "营业执照"]
)
def test_wrong_codes_are_refused_and_what_was_typed_stays(client, applicant, new_county, typed):
    client.force_login(applicant)
    page = client.post(reverse("enterprises:register"), filled_in(credit_code=typed, note="<script>1</script>"))
    assert page.status_code == 200
    assert not VerificationRequest.objects.exists()
    text = page.content.decode()
    assert "通山谷茶业有限公司" in text
    assert "<script>1" not in text


def test_exempt_sellers_need_no_code(client, applicant, officer):
    request = handed_in(client, applicant, credit_code="", exempt="on", licence="", name="山里人家")
    enterprise = verify(request, officer)
    assert (enterprise.credit_code, enterprise.exemption) == (None, "依法无需登记")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4", "不是可以打开的图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不是可以打开的图片"),
        (b"MZ\x90\x00", "不是可以打开的图片"),
        (b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "不能超过 15 MB"),
    ],
)
def test_only_pictures_of_a_bearable_size(client, applicant, new_county, content, said):
    client.force_login(applicant)
    page = client.post(reverse("enterprises:register"), filled_in(licence=SimpleUploadedFile("a.jpg", content, "image/jpeg")))
    assert said in page.content.decode()
    assert not VerificationRequest.objects.exists()


def test_the_picture_is_for_its_owner_and_verifying_staff(client, applicant, officer):
    request = handed_in(client, applicant)
    address = reverse("enterprises:licence", args=[request.pk])
    mine = client.get(address)
    content = b"".join(mine.streaming_content)
    assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-store")
    assert b"SECRETMAKER" not in content
    assert request.licence.name.endswith(".jpg")
    assert "执照" not in request.licence.name
    for user, status in ((agreed(UserFactory()), 404), (agreed(person("editor")), 404), (officer, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status
    assert AccessEntry.objects.get().person == applicant
    client.logout()
    assert client.get(address).status_code == 302


def test_staff_decide_with_the_licence_before_them_and_nothing_chosen(client, applicant, officer):
    request = handed_in(client, applicant)
    client.force_login(officer)
    address = reverse("enterprise_request", args=[request.pk])
    screen = client.get(address).content.decode()
    picture = reverse("enterprises:licence", args=[request.pk])
    assert f'<img src="{picture}"' in screen
    assert "checked" not in screen
    # The look is noted when the browser fetches the picture of the screen.
    assert client.get(picture)["Content-Type"] == "image/jpeg"
    entry = AccessEntry.objects.get()
    assert (entry.viewer, entry.person, entry.field) == (officer, applicant, "licence")
    assert "请对照执照后选择核验结果。" in client.post(address, {"reason": ""}).content.decode()
    request.refresh_from_db()
    assert request.state == State.SUBMITTED


def test_what_differs_from_the_directory_is_said(client, applicant, officer):
    EnterpriseFactory(credit_code=CODE, name="通山谷茶厂")
    request = handed_in(client, applicant)
    client.force_login(officer)
    screen = client.get(reverse("enterprise_request", args=[request.pk])).content.decode()
    assert "名录中是：通山谷茶厂" in screen
    assert f"名录中是：{CODE}" not in screen


def test_claiming_what_is_listed(client, applicant, officer):
    listed = EnterpriseFactory(credit_code=CODE)
    request = handed_in(client, applicant, name="另一种写法")
    assert (request.kind, request.enterprise) == (Kind.CLAIM, listed)
    assert verify(request, officer) == listed
    listed.refresh_from_db()
    assert (listed.name != "另一种写法", listed.live, listed.verification) == (True, True, "verified")


def test_of_two_claims_one_wins(client, applicant, officer):
    listed = EnterpriseFactory(credit_code=CODE)
    other = agreed(UserFactory())
    first, second = handed_in(client, applicant), handed_in(client, other)
    verify(first, officer)
    with refused("owned", match="已有负责人"):
        verify(second, officer)
    assert [row.user for row in listed.memberships.all()] == [applicant]
    refuse(second, officer, "已有负责人，请联系其邀请。")
    second.refresh_from_db()
    assert (second.state, bool(second.licence)) == (State.REFUSED, False)


def test_two_registrations_of_one_code_make_one_enterprise(client, applicant, officer):
    first, second = handed_in(client, applicant), handed_in(client, agreed(UserFactory()), name="别名茶业")
    verify(first, officer)
    with refused("owned"):
        verify(second, officer)
    assert Enterprise.objects.filter(credit_code=CODE).count() == 1


def test_twice_by_one_person(client, applicant, new_county):
    request = handed_in(client, applicant)
    page = client.post(reverse("enterprises:register"), filled_in())
    assert "已提交过" in page.content.decode()
    withdraw(request, applicant)
    handed_in(client, applicant)


def test_staff_decide_in_the_admin(client, applicant, officer):
    request = handed_in(client, applicant)
    client.force_login(officer)
    assert "通山谷茶业" in client.get(reverse("enterprise_requests")).content.decode()
    address = reverse("enterprise_request", args=[request.pk])
    assert "请写明" in client.post(address, {"decision": "refuse", "reason": " "}).content.decode()
    assert client.post(address, {"decision": "refuse", "reason": "照片不清楚"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.reason, request.decided_by) == (State.REFUSED, "照片不清楚", officer)
    assert "照片不清楚" in Message.objects.get(user=applicant).body


def test_nobody_verifies_oneself(client, officer):
    request = handed_in(client, officer)
    with refused("own"):
        verify(request, officer)


def test_lapse_reminders_and_renewal(client, applicant, officer, settings):
    settings.ENTERPRISE_VERIFY_DAYS = 180
    enterprise = verify(handed_in(client, applicant), officer)
    Message.objects.all().delete()

    def verified_days_ago(days):
        # Who acts for an enterprise that is not on the site posts nothing, verified or not.
        Enterprise.objects.filter(pk=enterprise.pk).update(verified_at=timezone.now() - timedelta(days=days), live=True)
        enterprise.refresh_from_db()
        remind_of_verification()
        remind_of_verification()
        return Message.objects.count()

    assert verified_days_ago(100) == 0
    assert verified_days_ago(151) == 1
    assert verified_days_ago(174) == 2
    assert acts_for(applicant, enterprise)
    assert verified_days_ago(181) == 2
    assert enterprise.verification == "lapsed"
    assert not acts_for(applicant, enterprise)
    assert client.post(reverse("enterprises:my-renew", args=[enterprise.pk]), {"licence": licence_file()}).status_code == 302
    renewal = VerificationRequest.objects.get(kind=Kind.RENEW)
    verify(renewal, officer)
    enterprise.refresh_from_db()
    assert (enterprise.verification, enterprise.reminded_days) == ("verified", None)
    assert VerificationRequest.objects.exclude(licence="").get() == renewal


def test_the_public_sees_what_is_verified_and_what_is_not(client, new_county):
    lapsed = EnterpriseFactory(verified_at=timezone.now() - timedelta(days=200))
    fresh = EnterpriseFactory(verified_at=timezone.now(), confirmed_at=timezone.now())
    assert "待复核" in client.get(lapsed.get_absolute_url()).content.decode()
    text = client.get(fresh.get_absolute_url()).content.decode()
    assert "已核验" in text
    assert "近期已确认" in text
