"""``manage.py import_records`` and ``export_records``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.enterprises.models import Enterprise
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.places import TownFactory
from tests.support.spreadsheets import example, staff, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    """Writes rows of enterprises to a file."""
    TownFactory(name="云雾镇")

    def write(*rows):
        file = tmp_path / "table.xlsx"
        file.write_bytes(xlsx(list(rows[0]), *(list(row.values()) for row in rows)).getvalue())
        return str(file)

    return write


def run(*args) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=out)
    return out.getvalue()


def test_a_dry_run_says_what_would_happen_and_saves_nothing(table):
    said = run("import_records", "enterprises", table(example("enterprises")), "--dry-run")
    assert "第 2 行 新建 云雾茶叶专业合作社（example-tea）" in said
    assert "新建 1 条，修改 0 条，不变 0 条，错误 0 处。" in said
    assert "没有保存任何内容" in said
    assert not Enterprise.objects.exists()


def test_rows_become_drafts_for_review(table):
    staff()
    said = run("import_records", "enterprises", table(example("enterprises")), "--user", "editor")
    assert "已保存为草稿并提交审核。" in said
    assert Enterprise.objects.get().latest_revision.user.username == "editor"


def test_the_operator_may_publish(table):
    assert "已保存并生效。" in run("import_records", "enterprises", table(example("enterprises")), "--publish")
    assert Enterprise.objects.get().live


def test_mistakes_end_the_command_and_nothing_is_saved(table):
    out = StringIO()
    rows = [example("enterprises"), {**example("enterprises", 1), "类型": "?"}]
    with pytest.raises(CommandError, match="共 1 处错误，全部内容都没有保存"):
        call_command("import_records", "enterprises", table(*rows), stderr=out)
    assert out.getvalue().startswith("第 3 行“类型”：没有“?”这个选项")
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unknown", "x.xlsx"], "没有“unknown”这种内容"),
        (["enterprises"], "二者选一"),
        (["enterprises", "missing.xlsx"], "不能读取 missing.xlsx"),
        (["enterprises", "missing.xlsx", "--user", "nobody"], "没有用户“nobody”"),
        (["enterprises", "--template", "no/such/folder/x.xlsx"], "不能写入"),
    ],
)
def test_wrong_arguments_are_explained(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_records", *arguments)


def test_a_user_without_the_right_cannot_import(table, django_user_model):
    django_user_model.objects.create_user("stranger")
    with pytest.raises(CommandError, match="没有导入“企业名录”的权限"):
        call_command("import_records", "enterprises", table(example("enterprises")), "--user", "stranger")


def test_an_export_and_a_template_can_be_imported(table, tmp_path):
    EnterpriseFactory()
    for arguments in (["export_records", "enterprises", "out.xlsx"], ["import_records", "enterprises", "--template", "out.xlsx"]):
        arguments[-1] = str(tmp_path / "out.xlsx")
        run(*arguments)
        assert "没有需要保存的改动。" in run("import_records", "enterprises", arguments[-1])


def test_files_that_cannot_be_opened_are_explained_in_chinese(tmp_path):
    with pytest.raises(CommandError, match="文件或文件夹不存在"):
        run("import_records", "enterprises", str(tmp_path / "no.xlsx"))
    with pytest.raises(CommandError, match="这是文件夹"):
        run("import_records", "enterprises", str(tmp_path))
    with pytest.raises(CommandError, match="文件或文件夹不存在"):
        run("export_records", "enterprises", str(tmp_path / "no" / "out.xlsx"))


def test_a_kind_may_be_written_with_underscores(tmp_path):
    run("export_records", "free_services", str(tmp_path / "out.xlsx"))
    assert (tmp_path / "out.xlsx").exists()
