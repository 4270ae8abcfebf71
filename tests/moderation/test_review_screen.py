"""What a reviewer sees of a version: the public page, and every field of it against the version before."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.enterprises.models import DisplayProduct, Enterprise, EnterpriseChannel
from portal.moderation.comparing import Versions, compare, shown_fields, shown_relations, versions
from portal.moderation.forms import clause_choices
from portal.moderation.models.things import type_of
from portal.moderation.policies import latest_screening
from portal.moderation.registry import registrations
from tests.factories.every_kind import EVERYTHING
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.people import person
from tests.factories.places import TownFactory
from tests.moderation.steps import DOUBTFUL, GOOD, resubmitted, step_of, submitted

pytestmark = pytest.mark.usefixtures("new_county", "recorded_contexts")


def handed_in(thing, **values):
    """Submit a new version of something with other values; return it as the database has it."""
    author = person("editor")
    draft = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=author)
    thing = type(thing).objects.get(pk=thing.pk)
    thing.get_workflow().start(thing, author)
    return type(thing).objects.get(pk=thing.pk)


def screen_of(client, thing):
    """Return the review's screen as a reviewer gets it."""
    client.force_login(person("reviewer"))
    return client.get(reverse("moderation_review", args=[step_of(thing).pk]))


def changes(screen) -> dict[str, str]:
    """Return what the screen marks as changed: the field's label and the marked value."""
    found = [comparison for comparison, changed in screen.context["comparisons"] if changed]
    return {str(each.field_label()): str(each.htmldiff()) if each.is_field else "" for each in found}


def shown(comparisons) -> str:
    """Return all values of some comparisons as the screen shows them."""
    rows = [child for each in comparisons if not each.is_field for child in each.get_child_comparisons()]
    fields = [each for each in comparisons if each.is_field] + [field for row in rows for field in row.get_field_comparisons()]
    return "".join(str(field.htmldiff()) for field in fields)


@pytest.mark.parametrize("kind", ["product_page", "provider", "trainingbase", "course", "wantednotice"])
def test_of_any_kind_the_screen_holds_the_public_page_and_what_changed(client, kind):
    thing = submitted(kind, GOOD)
    screen = screen_of(client, thing)
    assert len(changes(screen)) == 1
    assert GOOD in next(iter(changes(screen).values()))
    address = reverse("moderation_review_preview", args=[step_of(thing).pk])
    assert f'src="{address}"' in screen.content.decode()
    preview = client.get(address)
    assert preview.status_code == 200
    assert GOOD in preview.content.decode()


def test_no_kind_keeps_a_field_back():
    for registration in registrations():
        model = registration.model
        shown = {field.name for field in shown_fields(model)}
        edited = {field.name for field in model._meta.concrete_fields if field.editable and not field.auto_created}
        machinery = {"content_type", "depth", "first_published_at", "numchild", "owner", "path", "show_in_menus"}
        assert edited - shown <= machinery | registration.unseen, model
        assert registration.unseen <= edited, model
    assert {relation.get_accessor_name() for relation in shown_relations(DisplayProduct.enterprise.field.related_model)} == {
        "licences",
        "news_items",
        "display_products",
        "channels",
    }


def test_a_job_shows_pay_headcount_employer_town_and_last_day(client):
    job, town = EVERYTHING["job"](), TownFactory(name="麦市镇")
    before = job.town.name
    screen = screen_of(client, handed_in(job, pay_max=Decimal(9900), headcount=25, town=town))
    found = changes(screen)
    assert set(found) == {"最高报酬（元）", "招聘人数", "所在乡镇"}
    assert '<span class="deletion">2</span> <span class="addition">25</span>' in found["招聘人数"]
    assert before in found["所在乡镇"]
    assert "麦市镇" in found["所在乡镇"]
    shown = {str(each.field_label()): str(each.htmldiff()) for each, _changed in screen.context["comparisons"]}
    assert job.enterprise.name in shown["用人单位"]
    assert f"{job.valid_until.year}年" in shown["有效期至"]
    assert shown["承诺不收费"] == "是"


def test_an_enterprise_shows_logo_phone_links_and_rows(client):
    enterprise = EVERYTHING["enterprise"]()
    logo, picture = ImageFactory(title="新门头"), ImageFactory(title="茶饼")
    rows = [DisplayProduct(name="老茶饼", text="三年陈。", picture=picture)]
    channels = [EnterpriseChannel(platform="other", shop="网店", url="https://shop.example.cn/tea")]
    screen = screen_of(
        client,
        handed_in(enterprise, logo=logo, phone="0715-4221234", website="https://tea.example.cn/", display_products=rows, channels=channels),
    )
    found = changes(screen)
    assert {"标志或门头图", "公开电话", "网站", "展示产品", "购买渠道"} == set(found)
    assert "<img" in found["标志或门头图"]
    assert "新门头" in found["标志或门头图"]
    assert 'href="https://tea.example.cn/"' in found["网站"]
    text = screen.content.decode()
    assert "茶饼；替代文字：茶饼的画面" in text
    assert 'href="https://shop.example.cn/tea"' in text


def test_a_page_shows_pictures_files_and_where_links_lead(client):
    page, scan = EVERYTHING["policy_page"](), DocumentFactory(title="红头文件")
    cover = ImageFactory(title="新封面")
    page.body = [("paragraph", '<p>见<a href="https://old.example.cn/">原文</a>。</p>'), ("table", {"data": [["项目", "时间"]]})]
    page.save_revision().publish()
    body = [{"type": block["type"], "id": block["id"], "value": block["value"]} for block in page.body.get_prep_value()]
    body[0]["value"] = '<p>见<a href="https://new.example.cn/">原文</a>。</p>'
    body.append({"type": "image", "value": {"image": cover.pk, "caption": "茶园"}})
    found = changes(screen_of(client, handed_in(page, cover=cover, document=scan, body=body, issued_on=date(2026, 3, 15))))
    assert set(found) == {"封面图", "原文文件", "正文", "成文日期"}
    assert "新封面" in found["封面图"]
    assert scan.url in found["原文文件"]
    assert "红头文件" in found["原文文件"]
    assert '<span class="deletion">old</span><span class="addition">new</span>.example.cn' in found["正文"]
    assert "{'data'" not in found["正文"]
    assert "2026年3月15日" in found["成文日期"]


def test_what_nobody_has_seen_is_shown_whole_and_marked_nowhere(client):
    thing = EVERYTHING["provider"](live=False)
    screen = screen_of(client, handed_in(thing, introduction=GOOD))
    assert changes(screen) == {}
    assert screen.context["versions"].title == "还没有公开过的新内容"
    text = screen.content.decode()
    assert GOOD in text
    assert "商品拍摄" in text
    assert "协议编号" not in text


def test_what_was_sent_back_is_compared_with_what_the_reviewer_read(client):
    thing, author = EVERYTHING["provider"](live=False), person("editor")
    thing = handed_in(thing, introduction="第一稿的文字。")
    client.force_login(person("reviewer"))
    client.post(reverse("moderation_review", args=[step_of(thing).pk]), {"action": "reject", "comment": "请写具体。"})
    draft = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
    draft.introduction = "第二稿的文字。"
    draft.save_revision(user=author)
    screen = screen_of(client, resubmitted(type(thing).objects.get(pk=thing.pk), author))
    assert set(changes(screen)) == {"服务商介绍"}
    assert screen.context["versions"].title == "与上次审核的内容相比"


def test_comparing_asks_no_more_for_more_rows():
    def cost(number: int) -> int:
        enterprise = EVERYTHING["enterprise"]()
        rows = [DisplayProduct(name=f"茶{row}", text="好。", picture=ImageFactory()) for row in range(number)]
        thing = handed_in(enterprise, display_products=rows)
        found = versions(thing, step_of(thing))
        shown(compare(found))
        with CaptureQueriesContext(connection) as asked:
            text = shown(compare(Versions(type(thing).objects.get(pk=thing.pk), found.after, found.title)))
        assert text.count("的画面") == number
        return len(asked)

    assert cost(6) <= cost(1)


def test_the_clauses_that_were_hit_come_first_in_every_picker(client):
    thing = submitted("enterprise", DOUBTFUL)
    hit = latest_screening(thing).hit_clauses()
    form = screen_of(client, thing).context["form"]
    empty, (label, first), (_others, rest) = form.fields["clause"].choices
    assert (empty[0], [code for code, _name in first]) == ("", hit)
    assert hit
    assert not {code for code, _name in rest} & set(hit)
    assert len(rest) + len(first) == len(clause_choices())
    assert f'<optgroup label="{label}">' in str(form["clause"])
    chosen = form.fields["clause"].clean(hit[0])
    assert chosen == hit[0]
    take_down = client.get(reverse("moderation_take_down", args=[type_of(thing).pk, thing.pk])).context["form"]
    assert [code for code, _name in take_down.fields["clause"].choices[1][1]] == hit
    names = Enterprise.snippet_viewset.get_url_name("collect_workflow_action_data")
    modal = client.get(reverse(names, args=[thing.pk, "refuse", step_of(thing).pk])).json()["html"]
    group = re.search(r'<optgroup label="自动筛查命中的条款">(.*?)</optgroup>', modal, re.S)
    assert re.findall(r'value="([^"]+)"', group[1]) == hit


@pytest.mark.parametrize(("price", "market", "warned"), [(900, 600, True), (600, 600, False), (500, 600, False), (900, None, False)])
def test_a_price_above_the_market_warns(client, price, market, warned):
    service = EVERYTHING["valueaddedservice"]()
    reference = None if market is None else Decimal(market)
    screen = screen_of(client, handed_in(service, price=Decimal(price), reference_price=reference))
    assert bool(screen.context["cautions"]) == warned
    assert ("比市场参考价600.00元/次高300.00元" in screen.content.decode()) == warned
    assert "价格（元）" in {str(each.field_label()) for each, _changed in screen.context["comparisons"]}
