"""Enterprises by table: what is matched, what is refused, what is saved, and that nothing is published."""

import datetime

import pytest
from django.core import mail
from openpyxl import load_workbook
from wagtail.models import Revision

from portal.enterprises.models import Enterprise
from portal.sheets.errors import SheetError
from portal.sheets.importing import apply_import
from portal.sheets.registry import resources
from portal.sheets.writing import error_list, export
from tests.factories.enterprises import EnterpriseFactory, IndustryClassFactory, LicenceFactory, credit_code
from tests.factories.media import ImageFactory
from tests.factories.places import TownFactory
from tests.support.spreadsheets import cells_of, imported, messages, plan, records, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return TownFactory(code="900000101", name="云雾镇")


def row(**values) -> dict[str, str]:
    """Return a good row; arguments are headings."""
    return {
        "网址别名": "",
        "名称": "云雾茶业有限公司",
        "类型": "电商企业",
        "统一社会信用代码": credit_code(900001),
        "免登记说明": "",
        "所在乡镇": "云雾镇",
        "企业简介": "种茶制茶。",
        "主营业务": "茶叶",
        "公开电话": "",
        "证照": "",
        **values,
    }


def test_a_new_row_is_a_draft_handed_in_for_review(town):
    people = staff()
    imported("enterprises", row(), user=people["editor"])
    enterprise = Enterprise.objects.get()
    assert (enterprise.slug, enterprise.live, enterprise.town) == ("yun-wu-cha-ye-you-xian-gong-si", False, town)
    assert enterprise.latest_revision.user == people["editor"]
    assert enterprise.current_workflow_state.requested_by == people["editor"]


def test_a_changed_row_changes_only_the_draft(town):
    staff()
    enterprise = EnterpriseFactory(town=town, introduction="旧的。")
    imported("enterprises", {**records("enterprises")[0], "企业简介": "新的。"})
    enterprise.refresh_from_db()
    assert (enterprise.introduction, enterprise.live, enterprise.has_unpublished_changes) == ("旧的。", True, True)
    assert enterprise.get_latest_revision_as_object().introduction == "新的。"
    assert enterprise.workflow_in_progress
    assert records("enterprises")[0]["企业简介"] == "新的。"


def test_publishing_from_the_command_line_publishes(town):
    imported("enterprises", row(), publish=True)
    assert Enterprise.objects.visible().get().name == "云雾茶业有限公司"


def test_without_a_workflow_a_row_stays_a_draft(town):
    imported("enterprises", row())
    assert not Enterprise.objects.get().live


def test_a_row_as_exported_changes_nothing(town):
    LicenceFactory(enterprise=EnterpriseFactory(town=town, industry=IndustryClassFactory(), founded_on=datetime.date(2020, 1, 2)))
    EnterpriseFactory(draft=True)
    before = Revision.objects.count()
    made = imported("enterprises", *records("enterprises"))
    assert (made.counts["unchanged"], made.writes) == (2, False)
    assert Revision.objects.count() == before


def test_columns_left_out_stay_as_they_are(town):
    EnterpriseFactory(slug="tea", town=town, address="一组")
    made = imported("enterprises", {key: value for key, value in records("enterprises")[0].items() if key != "地址"} | {"简称": "茶业"})
    assert "地址" in made.notices[0]
    assert Enterprise.objects.get().get_latest_revision_as_object().address == "一组"


def test_a_draft_is_what_is_exported_and_compared(town):
    enterprise = EnterpriseFactory(town=town)
    enterprise.introduction = "草稿。"
    enterprise.save_revision()
    assert records("enterprises")[0]["企业简介"] == "草稿。"
    assert not plan("enterprises", *records("enterprises")).writes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"名称": ""}, "第 2 行“名称”：必填"),
        ({"统一社会信用代码": "91000000MA00000000"}, "第 2 行“统一社会信用代码”：统一社会信用代码不正确"),
        ({"统一社会信用代码": ""}, "第 2 行“统一社会信用代码”：请填写统一社会信用代码；依法无需登记的"),
        ({"类型": "公司"}, "第 2 行“类型”：没有“公司”这个选项。可填：电商企业、"),
        ({"所在乡镇": "无名镇"}, "第 2 行“所在乡镇”：没有找到“无名镇”。请填写已有的名称，例如：云雾镇。"),
        ({"公开电话": "电话"}, "第 2 行“公开电话”：请填写有效的电话号码"),
        ({"网址别名": "云雾"}, "第 2 行“网址别名”：“云雾”不能作网址"),
        ({"主营业务": "长" * 201}, "第 2 行“主营业务”：确保该变量包含不超过 200 字符"),
        ({"证照": "许可证"}, "第 2 行“证照”：第 1 条：缺少“证照编号”。应为：证照名称|证照编号"),
        ({"证照": "许可证|1||明天"}, "第 2 行“证照”：第 1 条：“明天”不是日期"),
        ({"证照": "a|b|c|2026-01-01|https://x.cn|多"}, "第 2 行“证照”：第 1 条：竖线太多"),
    ],
)
def test_each_mistake_names_row_and_column(town, change, said):
    made = plan("enterprises", row(**change))
    assert len(made.errors) == 1
    assert messages(made)[0].startswith(said)


def test_all_mistakes_of_a_file_are_told_and_nothing_is_saved(town):
    made = plan("enterprises", row(), row(名称="甲", 类型="?", 所在乡镇="?"), row(名称="乙", 统一社会信用代码="?"))
    assert [(error.row, error.heading) for error in made.errors] == [
        (3, "统一社会信用代码"),
        (3, "类型"),
        (3, "所在乡镇"),
        (4, "统一社会信用代码"),
    ]
    with pytest.raises(ValueError, match="errors"):
        apply_import(made)
    assert not Enterprise.objects.exists()


def test_keys_and_unique_values_may_stand_only_once_in_a_file(town):
    made = plan("enterprises", row(网址别名="a"), row(网址别名="a", 名称="乙", 统一社会信用代码=credit_code(900002)), row(名称="丙"))
    first, second = messages(made)
    assert first.startswith("第 3 行“网址别名”：与第 2 行重复（a）")
    assert second.startswith(f"第 4 行“统一社会信用代码”：与第 2 行重复（{credit_code(900001)}）")


def test_the_same_name_without_a_key_is_not_created_twice(town):
    imported("enterprises", row())
    said = messages(plan("enterprises", row()))
    assert said == [
        "第 2 行“名称”：已有同名内容。要修改它，请在“网址别名”填写 yun-wu-cha-ye-you-xian-gong-si；要另建一条，请填写一个新的。"
    ]


def test_headings_must_be_known_and_complete(town):
    with pytest.raises(SheetError, match=r"不认识的表头：“企业介绍”（是否为“企业简介”？）"):
        plan("enterprises", {**row(), "企业介绍": "x"})
    with pytest.raises(SheetError, match="缺少表头：名称"):
        plan("enterprises", {key: value for key, value in row().items() if key != "名称"})


def test_towns_are_named_by_code_or_name_and_not_by_a_shared_name(town):
    TownFactory(code="900000102", name="云雾镇")
    assert not plan("enterprises", row(所在乡镇="900000101")).errors
    assert "对应 2 条内容，请改填：900000101、900000102" in messages(plan("enterprises", row()))[0]


def test_what_a_cell_does_not_show_of_a_permit_is_kept(town):
    licence = LicenceFactory(enterprise=EnterpriseFactory(town=town), kind="许可证", number="1", image=ImageFactory())
    imported("enterprises", {**records("enterprises")[0], "证照": "许可证|1|新的机关|2030-01-01"}, publish=True)
    changed = Enterprise.objects.get().licences.get()
    assert (changed.pk, changed.image, changed.issuer) == (licence.pk, licence.image, "新的机关")


def test_content_under_review_or_locked_is_left_alone(town):
    people = staff()
    imported("enterprises", row(), user=people["editor"])
    changed = {**records("enterprises")[0], "企业简介": "又改。"}
    assert "正在审核" in messages(plan("enterprises", changed))[0]
    assert not plan("enterprises", *records("enterprises")).errors
    enterprise = Enterprise.objects.get()
    enterprise.current_workflow_state.cancel()
    Enterprise.objects.update(locked=True, locked_by=people["colleague"])
    assert "锁定" in messages(plan("enterprises", changed, user=people["editor"]))[0]
    assert not plan("enterprises", changed, user=people["colleague"]).errors


def test_a_refused_draft_is_handed_in_again(town):
    people = staff()
    imported("enterprises", row(), user=people["editor"])
    state = Enterprise.objects.get().current_workflow_state
    state.current_task_state.reject(user=people["reviewer"], comment="请补充。")
    imported("enterprises", {**records("enterprises")[0], "企业简介": "补充了。"}, user=people["editor"])
    assert Enterprise.objects.get().current_workflow_state == state
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


def test_reviewers_get_one_message_for_a_whole_import(town, django_capture_on_commit_callbacks):
    people = staff()
    with django_capture_on_commit_callbacks(execute=True):
        imported("enterprises", row(), row(名称="乙", 统一社会信用代码=credit_code(900002)), user=people["editor"])
    assert [(message.to, message.subject) for message in mail.outbox] == [(["reviewer@example.com"], "有 2 条导入的“企业名录”等待审核")]


def test_other_submissions_are_still_told_one_by_one(town):
    people = staff()
    enterprise = EnterpriseFactory(town=town)
    enterprise.save_revision(user=people["editor"])
    enterprise.get_workflow().start(enterprise, people["editor"])
    assert [message.to for message in mail.outbox] == [["reviewer@example.com"]]


def test_a_list_of_mistakes_can_be_mended_and_sent_again(town):
    made = plan("enterprises", row(), row(名称="乙", 类型="?", 统一社会信用代码=credit_code(900002)))
    headings, good, bad = cells_of(error_list(made))
    assert headings[-1] == "错误"
    assert good[-1] == ""
    assert bad[-1].startswith("“类型”：没有“?”这个选项")
    mended = dict(zip(headings, bad, strict=True)) | {"类型": "电商企业"}
    assert not plan("enterprises", mended).errors


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_exported_cell_is_a_formula(town, start):
    from io import BytesIO

    EnterpriseFactory(town=town, name=f"{start}HYPERLINK()")
    file = BytesIO(export(resources()["enterprises"]()))
    cell = load_workbook(file).worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{start}HYPERLINK()", "s", True)
    assert not plan("enterprises", *records("enterprises")).writes
