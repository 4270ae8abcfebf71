"""Import and export in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.enterprises.models import Enterprise
from portal.sheets import views as spreadsheet_views
from tests.admin.language import findings, shown_texts
from tests.factories import pages
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.places import TownFactory
from tests.support.spreadsheets import cells_of, example, staff, xlsx

pytestmark = pytest.mark.django_db
INDEX = "/admin/spreadsheets/"


@pytest.fixture
def editor(client):
    """The client, signed in as an editor."""
    TownFactory(name="云雾镇")
    client.force_login(staff()["editor"])
    return client


def address(view: str, kind: str = "enterprises") -> str:
    return reverse(f"spreadsheets_{view}", args=[kind])


def upload(client, *rows, content: bytes | None = None):
    content = content if content is not None else xlsx(list(rows[0]), *(list(row.values()) for row in rows)).getvalue()
    return client.post(address("import"), {"file": SimpleUploadedFile("table.xlsx", content)})


def payload(response) -> str:
    return BeautifulSoup(response.content, "html.parser").find("input", {"name": "payload"})["value"]


def bad() -> dict[str, str]:
    return {**example("enterprises"), "类型": "?"}


def test_a_file_is_checked_then_confirmed(editor):
    checked = upload(editor, example("enterprises"))
    assert "新建 1 条，修改 0 条，不变 0 条，错误 0 处" in checked.content.decode()
    assert not Enterprise.objects.exists()
    done = editor.post(address("import"), {"payload": payload(checked), "confirm": "1"}, follow=True)
    assert "内容已存为草稿并提交审核" in done.content.decode()
    assert not Enterprise.objects.get().live


def test_mistakes_are_listed_and_cannot_be_confirmed(editor):
    checked = upload(editor, bad())
    page = checked.content.decode()
    assert "没有“?”这个选项" in page
    assert "确认导入" not in page
    editor.post(address("import"), {"payload": payload(checked), "confirm": "1"})
    assert not Enterprise.objects.exists()


def test_mistakes_can_be_downloaded(editor):
    answer = editor.post(address("import"), {"payload": payload(upload(editor, bad())), "errors": "1"})
    headings, row = cells_of(answer.content)
    assert (headings[-1], row[-1][:5]) == ("错误", "“类型”：")
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_that_cannot_be_read_is_explained_at_the_field(editor):
    assert "这不是 XLSX 文件" in upload(editor, content=b"a,b").content.decode()
    assert "文件是空的" in upload(editor, content=b"").content.decode()
    assert "请选择要导入的 XLSX 文件" in editor.post(address("import")).content.decode()


def test_a_file_too_large_for_the_form_is_refused(editor, monkeypatch):
    monkeypatch.setattr(spreadsheet_views, "MAX_UPLOAD_BYTES", 10)
    assert "文件超过" in upload(editor, example("enterprises")).content.decode()


@pytest.mark.parametrize("value", ["", "x", "x:y:z", "\x00"])
def test_a_forged_confirmation_saves_nothing(editor, value):
    answer = editor.post(address("import"), {"payload": value, "confirm": "1"}, follow=True)
    assert "没有保存任何内容" in answer.content.decode()


def test_a_confirmation_counts_for_one_kind_and_one_user(editor, client):
    sent = payload(upload(editor, example("enterprises")))
    assert "已过期" in editor.post(address("import", "providers"), {"payload": sent}, follow=True).content.decode()
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username="colleague"))
    assert "已过期" in client.post(address("import"), {"payload": sent}, follow=True).content.decode()
    assert not Enterprise.objects.exists()


def test_templates_and_exports_are_files(editor):
    EnterpriseFactory(name="甲")
    assert cells_of(editor.get(address("template")).content)[1][1].startswith("（示例）")
    assert cells_of(editor.get(address("export")).content)[1][1] == "甲"


@pytest.mark.parametrize("view", ["import", "template", "export"])
def test_only_those_with_the_right_get_in(editor, client, django_user_model, view):
    assert editor.get(address(view, "towns")).status_code == 302
    assert editor.get(address(view, "unknown")).status_code == 404
    client.logout()
    assert client.get(address(view)).url.startswith("/admin/login/")


def test_the_menu_offers_it_only_to_those_who_may(editor, client, django_user_model):
    assert INDEX in editor.get("/admin/").content.decode()
    stranger = django_user_model.objects.create_user("stranger")
    from django.contrib.auth.models import Permission

    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert INDEX not in client.get("/admin/").content.decode()
    assert client.get(INDEX).status_code == 302


def test_the_screens_are_chinese(editor):
    pages.products()
    for answer in (editor.get(INDEX), editor.get(address("import")), upload(editor, example("enterprises")), upload(editor, bad())):
        main = BeautifulSoup(answer.content, "html.parser").find("main")
        assert findings(shown_texts(str(main))) == []
