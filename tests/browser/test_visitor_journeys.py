"""What visitors come for, on a cheap phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from cms.news.models import NewsPage
from cms.policies.models import PolicyPage
from cms.products.models import ProductPage
from cms.tourism.models import RoutePage
from portal.catalogues.models import FreeService, Station, ValueAddedService
from portal.enterprises.models import Enterprise
from tests.browser.visitor_steps import fact, filters_by, follows, goes_by_the_menu, opens_the_portal, sees, state, titles, total


def test_finds_a_product_and_where_to_buy_it(visitor):
    product = (
        ProductPage.objects.live()
        .filter(certificates__kind="green", channels__url__startswith="https", producer__live=True, price__isnull=False)
        .select_related("town", "category", "producer")
        .first()
    )
    certificate = product.certificates.get(kind="green")
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "特色产品")
    everything = total(visitor)
    filters_by(visitor, 产地=product.town.name, 分类=product.category.name, 认证=certificate.get_kind_display())
    assert 0 < total(visitor) < everything
    follows(visitor, product.title)

    sees(visitor, certificate.number, certificate.issuer, f"{certificate.valid_until:%Y-%m-%d}")
    expect(visitor.locator("main .price")).to_contain_text(f"{product.price}")
    expect(fact(visitor, "产地")).to_have_text(product.town.name)
    expect(fact(visitor, "生产者").get_by_role("link")).to_have_text(product.producer.name)
    sees(visitor, "本站只展示购买渠道，不收款、不下单。")
    for channel in product.channels.exclude(url=""):
        shop = visitor.locator(".channels li").filter(has_text=channel.shop)
        link = shop.get_by_role("link")
        expect(link).to_have_attribute("href", channel.url)
        assert set(link.get_attribute("rel").split()) >= {"nofollow", "noopener", "external"}
        shop.get_by_text("扫码打开").click()
        expect(shop.locator("svg")).to_be_visible()
    assert visitor.locator("main form").count() == 0


def test_finds_a_route_and_a_sight_on_it(visitor):
    route = RoutePage.objects.live().first()
    sight = route.visible_stops()[0]
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "旅游")
    filters_by(visitor, 类型="线路")
    follows(visitor, route.title)
    follows(visitor, sight.title)
    sees(visitor, sight.address)
    expect(fact(visitor, "开放时间")).to_have_text(sight.open_hours)


def test_reads_a_piece_of_news(visitor):
    article = NewsPage.objects.live().order_by("-published_at").first()
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "新闻")
    assert titles(visitor)[0] == article.title
    follows(visitor, article.title)
    expect(visitor.locator(".article-header")).to_contain_text(re.compile(r"时间：\s*\d{4}-\d{2}-\d{2} \d{2}:\d{2}"))
    expect(visitor.locator(".article-header")).to_contain_text("来源：")


def test_reads_a_policy_and_its_explanation(visitor):
    policy = PolicyPage.objects.live().filter(interpretation__isnull=False).exclude(document_number="").first()
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "政策")
    follows(visitor, policy.title)
    expect(fact(visitor, "文号")).to_have_text(policy.document_number)
    expect(fact(visitor, "效力")).to_have_text(policy.get_status_display())
    fact(visitor, "解读").get_by_role("link").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(policy.interpretation.title)


def test_learns_how_to_get_a_free_service(visitor):
    service = FreeService.objects.visible().exclude(phone="").first()
    opens_the_portal(visitor)
    visitor.get_by_role("navigation", name="常用入口").get_by_role("link", name="免费服务").click()
    follows(visitor, service.name)
    expect(fact(visitor, "收费")).to_have_text("免费")
    expect(visitor.get_by_role("main").get_by_role("link", name=service.phone)).to_have_attribute("href", re.compile(r"^tel:[\d+-]+$"))


def test_compares_a_priced_service_with_its_earlier_prices(visitor):
    service = next(row for row in ValueAddedService.objects.visible() if row.price_changes.count() > 1)
    visitor.goto("/services/paid/")
    visitor.get_by_role("navigation", name="排序").get_by_role("link", name="价格从低到高").click()
    prices = [float(re.search(r"[\d.]+", text)[0]) for text in visitor.locator(".records .record__price").all_inner_texts()]
    assert prices == sorted(prices)
    assert prices
    follows(visitor, service.name)
    expect(visitor.locator("main .price").first).to_contain_text(f"{service.price} 元/{service.unit}")
    visitor.get_by_text("历次公布的价格").first.click()
    rows = visitor.locator(".price-history tbody tr")
    expect(rows).to_have_count(service.price_changes.count())
    expect(rows.first).to_be_visible()


def test_checks_an_enterprise_and_its_licence(visitor):
    enterprise = Enterprise.objects.visible().filter(licences__isnull=False, credit_code__isnull=False).first()
    licence = enterprise.licences.first()
    visitor.goto("/enterprises/")
    filters_by(visitor, 乡镇=enterprise.town.name, 类型=enterprise.get_kind_display())
    follows(visitor, enterprise.name)
    expect(fact(visitor, "信用代码")).to_have_text(enterprise.credit_code)
    sees(visitor, licence.kind, licence.number)


def test_finds_a_station_by_the_map_and_in_the_list(visitor):
    station = Station.objects.visible().filter(state="open").exclude(phone="").select_related("town").order_by("-town__order").first()
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "服务网点")
    visitor.locator(f'.station-map a[href="?town={station.town.code}"]').click()
    assert state(visitor) == {"town": [station.town.code]}
    expect(visitor.get_by_role("list", name="已选条件")).to_contain_text(station.town.name)
    assert visitor.locator(".station-map circle").count() == total(visitor)
    follows(visitor, station.name)
    sees(visitor, station.address, station.phone)


def test_takes_the_journal_along(visitor):
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "电商内刊")
    link = visitor.get_by_role("main").get_by_role("link", name=re.compile("下载 PDF")).first
    # People with little data want to know before they press (iogt#1285).
    expect(link).to_contain_text(re.compile(r"\d\s*(KB|MB|字节)"))
    answer = visitor.request.get(link.get_attribute("href"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_gets_out_of_a_search_without_results(visitor):
    visitor.goto("/products/")
    everything = total(visitor)
    filters_by(visitor, 大类="工业产品", 认证="有机产品")
    assert total(visitor) == 0
    sees(visitor, "没有符合条件的内容")
    visitor.get_by_role("main").get_by_role("link", name="清除全部条件").click()
    assert state(visitor) == {}
    assert total(visitor) == everything


def test_takes_one_condition_off(visitor):
    visitor.goto("/products/")
    filters_by(visitor, 大类="农副产品", 认证="绿色食品")
    both = total(visitor)
    visitor.get_by_role("list", name="已选条件").get_by_role("link", name=re.compile("认证")).click()
    assert state(visitor) == {"product_class": ["farm"]}
    assert total(visitor) > both


def test_pages_and_sorts_and_comes_back_to_the_same_place(visitor):
    visitor.goto("/products/")
    visitor.get_by_role("navigation", name="排序").get_by_role("link", name="价格从高到低").click()
    first = titles(visitor)
    visitor.get_by_role("navigation", name="分页").get_by_role("link", name="下一页").click()
    assert state(visitor) == {"sort": ["price_desc"], "page": ["2"]}
    second = titles(visitor)
    assert set(first) & set(second) == set()
    follows(visitor, second[0])
    visitor.go_back()
    assert state(visitor) == {"sort": ["price_desc"], "page": ["2"]}
    assert titles(visitor) == second
    visitor.get_by_role("navigation", name="分页").get_by_role("link", name="上一页").click()
    assert titles(visitor) == first


def test_filters_again_and_keeps_the_order(visitor):
    visitor.goto("/products/?sort=price")
    filters_by(visitor, 大类="农副产品")
    assert state(visitor)["sort"] == ["price"]
    assert state(visitor)["product_class"] == ["farm"]


@pytest.mark.parametrize("path", ["/products/no-such-product/", "/news/no-such-column/", "/enterprises/nobody/"])
def test_finds_the_way_out_of_a_wrong_address(visitor, path):
    assert visitor.goto(path).status == 404
    visitor.get_by_role("main").get_by_role("link", name="特色产品").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("特色产品")
