"""What cannot be saved now - the disk full, the database full or locked - is answered 503 and can be sent again as it is."""

import errno

import psycopg.errors
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.test import Client

from portal.media.models import CustomImage
from portal.web.errors import will_pass
from tests.factories.every_kind import PAGES
from tests.factories.people import UserFactory
from tests.support.forms import body, filled
from tests.support.full_disk import nothing_can_be_written
from tests.support.made_files import picture

ADD = "/admin/images/add/"


@pytest.fixture
def staff(new_county):
    """A signed-in technical administrator, whose token is looked at."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def sent_again(answer) -> dict[str, str]:
    """Return the fields that the page would send again."""
    form = BeautifulSoup(answer.content.decode(), "html.parser").select_one("form[method=post]")
    return {field["name"]: field.get_text().removeprefix("\n").replace("\r\n", "\n") for field in form.select("textarea[hidden]")}


def test_a_page_of_an_editor_is_saved_by_the_second_try(staff):
    page = PAGES["news_page"]()
    path = f"/admin/pages/{page.pk}/edit/"
    typed = {**filled(staff.get(path), title="写不进去时写的标题"), **body()}
    with nothing_can_be_written():
        answer = staff.post(path, typed)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "no-store" in answer["Cache-Control"]
    assert "写不进去时写的标题" in answer.content.decode()
    again = sent_again(answer)
    assert set(typed) - set(again) <= {"csrfmiddlewaretoken"}
    assert staff.post(path, again).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "写不进去时写的标题"


def test_no_password_comes_back(staff):
    with nothing_can_be_written():
        answer = staff.post("/admin/account/", {"name_email-first_name": "芳", "password-new_password1": "tongcheng-2026x"})
    if answer.status_code == 503:
        assert "tongcheng-2026x" not in answer.content.decode()
        assert 'type="password" name="password-new_password1"' in answer.content.decode()


def test_nothing_is_shown_to_another_site(new_county):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with nothing_can_be_written():
        answer = client.post("/report/", {"form_key": "0" * 32, "text": "别处写的"}, headers={"origin": "https://elsewhere.example"})
    assert "别处写的" not in answer.content.decode()


def test_a_picture_that_is_refused_by_the_database_leaves_no_file(staff):
    data = {"title": "图", "description": "茶山", "collection": "1", "source": "张三 摄", "right": "own"}
    with nothing_can_be_written("media_customimage"):
        answer = staff.post(ADD, {**data, "file": SimpleUploadedFile("full-disk.png", picture("PNG"))})
    assert answer.status_code == 503
    assert "full-disk.png" in answer.content.decode()
    storage = CustomImage._meta.get_field("file").storage
    assert not [name for name in storage.listdir("original_images")[1] if name.startswith("full-disk")]


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 503), (errno.EDQUOT, 503), (errno.EROFS, 503), (errno.EIO, 500)])
def test_a_file_for_which_there_is_no_room_while_it_is_read(staff, monkeypatch, number, status):
    def full(_handler, _data, _start):
        raise OSError(number, "x")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    file = SimpleUploadedFile("x.png", picture("PNG") + bytes(3 * 2**20))
    answer = staff.post(ADD, {"file": file, "title": "没有地方放的图"})
    assert answer.status_code == status
    assert ("没有地方放的图" in answer.content.decode()) == (status == 503)


@pytest.mark.parametrize("error", [psycopg.errors.DiskFull, psycopg.errors.LockNotAvailable, psycopg.errors.AdminShutdown])
def test_postgresql_says_it_in_the_same_way(error):
    assert issubclass(error, psycopg.OperationalError)
    assert will_pass(OperationalError())
    assert not will_pass(ValueError())
