"""What was typed and chosen is there again: after a session that has ended, a token that no longer fits, an error, one more row."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from portal.accounts.services import agree_to_terms
from portal.enterprises.models import Enterprise, VerificationRequest
from portal.moderation.models import Report
from portal.my import files, kept
from portal.my.models import KeptFile, KeptForm
from portal.places.models import Town
from portal.talent.models import WantedNotice
from tests.factories.enterprises import EnterpriseFactory, IndustryClassFactory
from tests.factories.people import UserFactory, signed_in
from tests.factories.talent import member
from tests.support.forms import filled

pytestmark = pytest.mark.usefixtures("job_county")
WANTED = "/talent/wanted/post/"


def typed(client, **changes) -> dict:
    """Return a job-wanted notice as somebody has typed it."""
    values = {"title": "想做打包", "job_class": "logistics", "job_type": "full", "town": Town.objects.first().pk}
    return filled(client.get(WANTED), "title", **values, introduction="在仓库做过两年。", agree="on", **changes)


def test_after_a_session_that_has_ended():
    user = UserFactory(password="tongcheng-2026x")
    client = signed_in(user)
    data = typed(client)
    client.session.flush()
    answer = client.post(WANTED, data)
    assert answer["Location"] == f"/accounts/login/?next={WANTED.replace('/', '%2F')}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM my_keptform")
        assert "logistics" not in str(cursor.fetchall())
    client.force_login(user)
    page = client.get(WANTED).content.decode()
    for words in ('value="想做打包"', "在仓库做过两年。", "还没有提交", '<option value="logistics" selected>'):
        assert words in page, words
    assert 'class="field__error"' not in page
    assert not WantedNotice.objects.exists()
    assert client.post(WANTED, filled(client.get(WANTED), "title", agree="on"))["Location"] == "/my/wanted/"
    assert WantedNotice.objects.get().introduction == "在仓库做过两年。"
    assert not KeptForm.objects.exists()
    assert "还没有提交" not in client.get(WANTED).content.decode()


def test_after_the_clock_has_ended_the_session(settings):
    user = UserFactory()
    client = signed_in(user)
    data = typed(client)
    settings.SESSION_LIMITS = {"staff": {"idle": -1, "absolute": -1}, "public": {"idle": -1, "absolute": -1}}
    assert client.post(WANTED, data)["Location"].startswith("/accounts/login/?next=")
    settings.SESSION_LIMITS = {"staff": {"idle": 99, "absolute": 99}, "public": {"idle": 99, "absolute": 99}}
    other = UserFactory()
    agree_to_terms(other)
    client.force_login(other)
    assert "想做打包" not in client.get(WANTED).content.decode(), "somebody else at the same browser reads what was typed"
    client.force_login(user)
    assert "想做打包" in client.get(WANTED).content.decode()


def test_after_a_token_that_no_longer_fits():
    client = Client(enforce_csrf_checks=True)
    data = filled(client.get("/report/"), "problem", url="/news/", problem="stale", text="电话打不通。")
    client.cookies.clear()
    page = client.post("/report/", data)
    assert page.status_code == 403
    assert page["Cache-Control"].startswith("max-age=0, no-cache")
    for words in ("电话打不通。", "还没有提交", "Cookie"):
        assert words in page.content.decode(), words
    assert not Report.objects.exists()
    token = client.cookies["csrftoken"].value
    again = filled(page, "problem", problem="stale", text="电话打不通。", csrfmiddlewaretoken=token)
    assert client.post("/report/", again).status_code == 200
    assert Report.objects.count() == 1


def test_other_sites_put_nothing_into_a_form():
    client = Client(enforce_csrf_checks=True)
    data = filled(client.get("/report/"), "problem", text="别处写的。")
    client.cookies.clear()
    assert client.post("/report/", data, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert not KeptForm.objects.exists()


def test_passwords_are_never_kept():
    client = Client(enforce_csrf_checks=True)
    data = filled(client.get("/accounts/signup/"), "password1", name="王一", password1="tongcheng-2026x", password2="tongcheng-2026x")
    client.cookies.clear()
    page = client.post("/accounts/signup/", data).content.decode()
    assert "tongcheng" not in page
    assert 'value="王一"' in page
    client = signed_in(UserFactory())
    data = filled(client.get(WANTED), "title", title="想做打包", password1="tongcheng-2026x")
    client.logout()
    client.post(WANTED, data)
    assert "tongcheng" not in KeptForm.objects.get().data
    assert "title" in KeptForm.objects.get().data


def test_too_much_is_not_kept_and_old_things_go():
    client = signed_in(UserFactory())
    data = typed(client)
    client.logout()
    assert client.post(WANTED, {**data, "introduction": "字" * kept.MAX_BYTES})["Location"].startswith("/accounts/login/")
    assert not KeptForm.objects.exists()
    client.post(WANTED, data)
    KeptForm.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    kept.prune()
    assert not KeptForm.objects.exists()


def picture(name: str = "执照.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


REGISTER = "/my/enterprise/register/"


def papers(client, **changes) -> dict:
    values = {"name": "", "enterprise_kind": "ecommerce", "exempt": "on", "industry": IndustryClassFactory().pk}
    return filled(client.get(REGISTER), "credit_code", **values, town=Town.objects.first().pk, licence=None, **changes)


def test_a_chosen_file_is_kept_through_an_error():
    client, other = signed_in(UserFactory()), signed_in(UserFactory())
    answer = client.post(REGISTER, {**papers(client), "licence": picture()})
    page = answer.content.decode()
    assert "已选：执照.jpg" in page
    row = KeptFile.objects.get()
    assert b"JFIF" not in row.file.read()
    token = re.search(r'name="kept-licence" value="([^"]+)"', page).group(1)
    stolen = {**papers(other), "name": "别家", "kept-licence": token}
    other.post(REGISTER, stolen)
    assert not VerificationRequest.objects.exclude(licence="").exists()
    data = {**papers(client), "name": "茶厂", "kept-licence": token}
    assert client.post(REGISTER, data)["Location"] == "/my/enterprise/"
    assert VerificationRequest.objects.exclude(licence="").count() == 1
    assert not KeptFile.objects.exists()


def test_a_chosen_file_can_be_dropped_and_a_bad_one_is_not_kept():
    client = signed_in(UserFactory())
    page = client.post(REGISTER, {**papers(client), "licence": picture()}).content.decode()
    token = re.search(r'name="kept-licence" value="([^"]+)"', page).group(1)
    dropped = {**papers(client), "kept-licence": token, "drop-kept-licence": "on"}
    assert "已选：" not in client.post(REGISTER, dropped).content.decode()
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    assert "已选：" not in client.post(REGISTER, {**papers(client), "licence": bad}).content.decode()
    KeptFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    files.prune()
    assert not KeptFile.objects.exists()


def test_chosen_pictures_are_kept_through_one_more_row():
    user, enterprise = member(EnterpriseFactory(introduction="茶。"))
    client = signed_in(user)
    path = f"/my/enterprise/{enterprise.pk}/page/"
    data = filled(client.get(path), "short_name", logo_upload=None, introduction="茶厂。")
    one_more = client.post(path, {**data, "more": "display_products", "logo_upload": picture("门头.jpg")})
    assert "已选：门头.jpg" in one_more.content.decode()
    sent = filled(one_more, "short_name", logo_upload=None, more=None, introduction="茶厂。")
    sent |= {"display_products-0-name": "茶", "display_products-0-kind": "product", "display_products-0-text": "好茶。"}
    sent = {name: value for name, value in sent.items() if not name.endswith("-upload")}
    assert client.post(path, sent).status_code == 302
    draft = Enterprise.objects.get(pk=enterprise.pk).get_latest_revision_as_object()
    assert draft.logo is not None
    assert f"已保存：{draft.logo.title}" in client.get(path).content.decode()


def test_chosen_files_are_kept_through_the_end_of_a_session():
    user, other = UserFactory(), UserFactory()
    client = signed_in(user)
    data = {**papers(client), "name": "茶厂"}
    client.session.flush()
    client.post(REGISTER, {**data, "licence": picture()})
    row = KeptFile.objects.get()
    assert row.user is None
    assert b"JFIF" not in row.file.read()
    for stranger in (other, user):
        # Another browser, whoever has signed in there.
        assert "已选" not in signed_in(stranger).get(REGISTER).content.decode()
    assert KeptFile.objects.get().user is None
    client.force_login(user)
    answer = client.get(REGISTER)
    page = answer.content.decode()
    assert "已选：执照.jpg" in page
    assert "请重新选择" not in page
    assert client.post(REGISTER, filled(answer, "credit_code", licence=None))["Location"] == "/my/enterprise/"
    assert VerificationRequest.objects.exclude(licence="").get().name == "茶厂"
    assert not KeptFile.objects.exists()
    assert not KeptForm.objects.exists()


def test_a_file_kept_after_an_error_outlives_the_session_too():
    user = UserFactory()
    client = signed_in(user)
    sent = filled(client.post(REGISTER, {**papers(client), "licence": picture()}), "credit_code", name="茶厂", licence=None)
    client.session.flush()
    client.post(REGISTER, sent)
    client.force_login(user)
    answer = client.get(REGISTER)
    assert "已选：执照.jpg" in answer.content.decode()
    assert client.post(REGISTER, filled(answer, "credit_code", licence=None))["Location"] == "/my/enterprise/"
    assert VerificationRequest.objects.exclude(licence="").count() == 1


def test_chosen_files_are_kept_through_a_token_that_no_longer_fits():
    client = signed_in(UserFactory(), enforce_csrf_checks=True)
    data = {**papers(client), "name": "茶厂"}
    del client.cookies["csrftoken"]
    answer = client.post(REGISTER, {**data, "licence": picture()})
    assert answer.status_code == 403
    assert "已选：执照.jpg" in answer.content.decode()
    assert "Cookie" not in answer.content.decode()
    assert not VerificationRequest.objects.exists()
    token = client.cookies["csrftoken"].value
    client.post(REGISTER, filled(answer, "credit_code", licence=None, csrfmiddlewaretoken=token))
    assert VerificationRequest.objects.exclude(licence="").count() == 1


def test_of_people_who_are_not_known_no_more_files_are_kept_than_there_is_room_for(settings, monkeypatch):
    client = signed_in(UserFactory())
    data = papers(client)
    client.logout()
    bad = SimpleUploadedFile("a.exe", b"MZ a program", "application/octet-stream")
    client.post(REGISTER, {**data, "licence": bad})
    assert not KeptFile.objects.exists()
    size = picture().size
    settings.UPLOAD_MAX_BYTES = size - 1
    client.post(REGISTER, {**data, "licence": picture()})
    assert not KeptFile.objects.exists()
    settings.UPLOAD_MAX_BYTES = size
    monkeypatch.setattr(files, "MAX_WAITING", 1)
    client.post(REGISTER, {**data, "licence": picture()})
    client.post(REGISTER, {**data, "licence": picture()})
    assert KeptFile.objects.count() == 1
    assert KeptForm.objects.filter(lost_files=True).count() == 3


def test_bytes_go_with_their_row(django_capture_on_commit_callbacks):
    client = signed_in(UserFactory())
    data = papers(client)
    client.logout()
    client.post(REGISTER, {**data, "licence": picture()})
    row = KeptFile.objects.get()
    storage, name = row.file.storage, row.file.name
    KeptForm.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        kept.prune()
    assert not KeptFile.objects.exists()
    assert not storage.exists(name)


def test_a_button_leads_back_to_the_page_on_which_it_was_pressed():
    user, enterprise = member(EnterpriseFactory(introduction="茶。"))
    client = signed_in(user, enforce_csrf_checks=True)
    path = f"/my/enterprise/{enterprise.pk}/"
    answer = client.post(f"{path}confirm/", {"once_key": "0" * 32}, headers={"referer": f"http://testserver{path}"})
    assert answer["Location"] == path
    client.logout()
    client.handler.enforce_csrf_checks = False
    answer = client.post(f"{path}confirm/", {"once_key": "0" * 32}, headers={"referer": f"http://testserver{path}"})
    assert answer["Location"] == f"/accounts/login/?next={path.replace('/', '%2F')}"
