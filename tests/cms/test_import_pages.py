"""Pages by table: where they go, what of a body is carried, and that every kind comes back as it went."""

import pytest
from wagtail.models import Page

from cms.news.models import NewsPage
from cms.products.models import ProductPage
from cms.tourism.models import SightPage
from portal.sheets.errors import SheetError
from portal.sheets.registry import resources
from portal.sheets.writing import template
from tests.factories import pages
from tests.factories.media import ImageFactory
from tests.factories.people import UserFactory
from tests.factories.places import TownFactory
from tests.support.spreadsheets import cells_of, example, imported, messages, plan, records, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections():
    pages.products()
    pages.tourism()
    pages.news_column()
    pages.ProductCategoryFactory()
    TownFactory(code="900000101", name="云雾镇")
    UserFactory(is_staff=True, last_name="王", first_name="某")


# What is exported with stars; stars that come back change nothing.
MASKED = ("服务对象名称", "服务对象电话")
# What the example of a kind names, by the kind that has it.
NEEDS = {"training-sessions": "courses", "agreements": "providers", "service-records": "providers"}


@pytest.mark.parametrize("kind", list(resources()))
def test_every_kind_comes_back_as_it_went(kind, sections):
    if kind in NEEDS:
        imported(NEEDS[kind], example(NEEDS[kind]))
    row = example(kind)
    assert imported(kind, row).counts["create"] == 1
    exported = records(kind)[0]
    hidden = {heading: exported[heading] for heading in MASKED if heading in exported}
    assert exported == {**row, **{heading: text for heading, text in exported.items() if not row[heading]}, **hidden}
    assert all("*" in text for text in hidden.values())
    assert not plan(kind, exported).writes


@pytest.mark.parametrize("kind", list(resources()))
def test_every_template_explains_itself(kind, sections):
    resource = resources()[kind]()
    content = template(resource)
    headings = cells_of(content)[0]
    explained = {row[0]: row[1:] for row in cells_of(content, sheet=1)}
    assert headings == [column.heading for column in resource.columns]
    assert len(set(headings)) == len(headings)
    for column in resource.columns:
        assert explained[column.heading][0] == ("是" if column.required else "否")
        assert explained[column.heading][1]
        assert all(allowed in explained[column.heading][2] for allowed in column.allowed)


@pytest.mark.parametrize("kind", list(resources()))
def test_examples_of_a_template_are_passed_over(kind, sections):
    resource = resources()[kind]()
    headings, *rows = cells_of(template(resource))
    made = plan(kind, *(dict(zip(headings, row, strict=True)) for row in rows))
    assert (made.rows, made.errors) == ([], [])
    assert len(made.notices) == len(rows)


def test_lists_to_choose_from_are_offered_in_the_file(sections):
    from io import BytesIO

    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(template(resources()["products"]())))
    rules = {str(rule.sqref): rule for rule in workbook.worksheets[0].data_validations.dataValidation}
    position = [cell.value for cell in workbook.worksheets[0][1]].index("产地")
    rule = rules[f"{chr(ord('A') + position)}2:{chr(ord('A') + position)}5001"]
    sheet, _, place = rule.formula1.partition("!")
    first, _, last = place.replace("$", "").partition(":")
    offered = [cell.value for row in workbook[sheet.strip("'")][first:last] for cell in row]
    assert (rule.type, offered) == ("list", ["云雾镇"])


def test_pages_go_below_their_sections_as_drafts_for_review(sections):
    people = staff()
    for kind in ("products", "sights", "news"):
        imported(kind, example(kind), user=people["editor"])
    for model, parent in ((ProductPage, "products"), (SightPage, "tourism"), (NewsPage, "notice")):
        page = model.objects.get()
        assert (page.get_parent().slug, page.live, page.owner) == (parent, False, people["editor"])
        assert page.current_workflow_state.requested_by == people["editor"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_published_page_changes_only_in_its_draft(sections):
    product = pages.ProductPageFactory()
    imported("products", {**records("products")[0], "规格": "500 克"})
    product.refresh_from_db()
    assert (product.spec, product.live, product.get_latest_revision_as_object().spec) == ("250 克", True, "500 克")


def test_publishing_from_the_command_line_shows_the_page(sections, client):
    imported("products", example("products"), publish=True)
    page = ProductPage.objects.live().get()
    assert [block.block_type for block in page.body] == ["paragraph", "heading", "paragraph"]
    assert [channel.platform for channel in page.channels.all()] == ["taobao", "offline"]


def test_a_body_with_other_blocks_is_not_destroyed(sections):
    image = {"type": "image", "value": {"image": ImageFactory().pk, "caption": ""}}
    product = pages.ProductPageFactory(body=[*pages.body("前。"), image, *pages.body("后。")])
    exported = records("products")[0]
    assert exported["正文"] == "前。\n\n后。"
    assert messages(plan("products", {**exported, "正文": "换。"}))[0].startswith("第 2 行“正文”：现有内容带有")
    imported("products", {**exported, "规格": "1 千克"}, publish=True)
    product.refresh_from_db()
    assert (product.spec, [block.block_type for block in product.body]) == ("1 千克", ["paragraph", "image", "paragraph"])


def test_a_heading_may_not_be_too_long(sections):
    assert "小标题“" in messages(plan("products", {**example("products"), "正文": f"## {'长' * 61}"}))[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("淘宝|某店", "请填写以 https:// 开头的店铺网址"),
        ("线下门店|某店|https://www.taobao.com/", "线下门店请填写地址"),
        ("淘宝|某店|https://a.cn/|https://b.cn/", "只能有一个网址"),
        ("某宝|某店|https://a.cn/", "没有“某宝”这个选项"),
    ],
)
def test_purchase_channels_are_checked(sections, line, said):
    made = plan("products", {**example("products"), "购买渠道": line})
    assert [(error.row, error.heading) for error in made.errors] == [(2, "购买渠道")]
    assert said in made.errors[0].message


def test_articles_go_into_the_column_of_their_row_and_are_not_moved(sections):
    pages.news_column("market", "市场资讯")
    imported("news", {**example("news"), "栏目": "market"})
    assert NewsPage.objects.get().get_parent().slug == "market"
    moved = {**records("news")[0], "栏目": "通知公告"}
    assert "这篇文章在“市场资讯”栏目" in messages(plan("news", moved))[0]
    assert "没有找到“无此栏目”" in messages(plan("news", {**example("news"), "网址别名": "new", "标题": "新", "栏目": "无此栏目"}))[0]


def test_two_columns_may_use_the_same_slug(sections):
    pages.NewsPageFactory(slug="same")
    pages.NewsPageFactory(slug="same", parent=pages.news_column("market", "市场资讯"))
    assert imported("news", *records("news")).counts["unchanged"] == 2


def test_a_slug_of_another_page_is_refused(sections):
    pages.tourism().add_child(instance=SightPage(title="甲", slug="taken", summary="s", address="a", body=pages.body()))
    imported("sights", {**example("sights"), "网址别名": "taken", "标题": "乙"})
    assert SightPage.objects.get().get_latest_revision_as_object().title == "乙"


def test_without_a_section_nothing_can_be_imported():
    with pytest.raises(SheetError, match="还没有“产品栏目”"):
        plan("products", example("products"))


def test_an_editor_changes_only_what_the_permissions_allow(sections, django_user_model):
    stranger = django_user_model.objects.create_user("stranger")
    pages.ProductPageFactory()
    changed = {**records("products")[0], "规格": "1 千克"}
    assert messages(plan("products", changed, user=stranger)) == ["第 2 行：您没有修改这个页面的权限。"]
    assert messages(plan("products", example("products"), user=stranger)) == ["第 2 行：您没有在这个栏目新建页面的权限。"]
    assert records("products", user=stranger) == []


def test_nobody_imports_for_himself_past_the_review(sections):
    people = staff()
    imported("products", example("products"), user=people["reviewer"])
    page = ProductPage.objects.get()
    assert page.current_workflow_task.specific.get_actions(page, people["reviewer"]) == []


def test_queries_of_a_check_do_not_grow_by_more_than_a_few_a_row(sections, django_assert_max_num_queries):
    for number in range(12):
        pages.ProductPageFactory(slug=f"p-{number}")
    rows = records("products")
    with django_assert_max_num_queries(12 + 2 * len(rows)):
        assert not plan("products", *rows).writes
