"""Services, providers and stations by table."""

import pytest

from portal.catalogues.models import Provider, ServiceClass, Station, ValueAddedService
from portal.identity.models import SiteIdentity
from tests.factories.catalogues import FreeServiceFactory, ProviderFactory, ServiceClassFactory, StationFactory, ValueAddedServiceFactory
from tests.factories.places import TownFactory
from tests.support.spreadsheets import example, imported, messages, plan, records

pytestmark = pytest.mark.django_db


def test_items_of_a_class_are_names_in_one_cell():
    imported("service-classes", {**example("service-classes"), "服务内容": "店铺装修，商品拍摄；直播布景"}, publish=True)
    assert [item.name for item in ServiceClass.objects.get().items.all()] == ["店铺装修", "商品拍摄", "直播布景"]


def test_an_item_that_holds_a_separator_comes_back():
    ServiceClassFactory(items=["图文、视频制作", "直播"])
    assert records("service-classes")[0]["服务内容"] == "图文、视频制作\n直播"
    imported("service-classes", {**records("service-classes")[0], "服务内容": "图文、视频制作\n直播\n客服"}, publish=True)
    assert [item.name for item in ServiceClass.objects.get().items.all()] == ["图文、视频制作", "直播", "客服"]


def test_formatted_text_that_a_cell_cannot_carry_is_not_destroyed():
    service = FreeServiceFactory(content='<p>见<a href="https://www.gov.cn/">说明</a>。</p><ul><li>一</li></ul>')
    exported = records("free-services")[0]
    assert exported["服务内容"] == "见说明。\n\n- 一"
    assert "链接" in messages(plan("free-services", {**exported, "服务内容": "新的。"}))[0]
    imported("free-services", {**exported, "一句话说明": "改了。"}, publish=True)
    service.refresh_from_db()
    assert (service.summary, "https://www.gov.cn/" in service.content) == ("改了。", True)


def test_providers_of_a_service_are_named():
    first, second = ProviderFactory(name="甲"), ProviderFactory(name="乙")
    service = ValueAddedServiceFactory()
    service.providers.set([first])
    service.save()
    assert records("paid-services")[0]["服务商"] == "甲"
    imported("paid-services", {**records("paid-services")[0], "服务商": f"{second.slug}、甲"}, publish=True)
    assert set(ValueAddedService.objects.get().providers.all()) == {first, second}


def test_prices_are_numbers_and_must_be_there():
    exported = records("paid-services") or [example("paid-services")]
    assert "“价格（元）”" in messages(plan("paid-services", {**exported[0], "价格（元）": None}))[0]
    assert "“价格（元）”" in messages(plan("paid-services", {**exported[0], "价格（元）": "0"}))[0]


def test_a_table_never_moves_a_provider_s_state():
    ProviderFactory(state=Provider.State.SUSPENDED)
    assert "状态" not in records("providers")[0]
    imported("providers", {**records("providers")[0], "地址": "新址"}, publish=True)
    assert Provider.objects.get().state == Provider.State.SUSPENDED


def test_a_provider_needs_an_offer():
    made = plan("providers", {**example("providers"), "服务与价格": ""})
    assert messages(made)[0].startswith("第 2 行“服务与价格”：必填")
    made = plan("providers", {**example("providers"), "服务与价格": "拍摄|主图|-1|款"})
    assert "第 1 条：“价格（元）”" in messages(made)[0]


def test_stations_are_found_by_their_code_as_well():
    StationFactory(code="CZ-1", slug="one")
    imported("stations", {**records("stations")[0], "网址别名": "", "地址": "新址"}, publish=True)
    assert [(station.slug, station.address) for station in Station.objects.all()] == [("one", "新址")]


def test_the_name_of_a_contact_point_is_built():
    from wagtail.models import Site

    TownFactory(name="云雾镇")
    SiteIdentity.objects.create(site=Site.objects.get(is_default_site=True), centre_name="某某县电子商务公共服务中心")
    contact_point = {
        **example("stations"),
        "类型": "联络点",
        "设点处所": "乡镇",
        "地点名称": "云雾镇",
        "网点名称": "",
        "所在乡镇": "云雾镇",
    }
    imported("stations", contact_point)
    exported = records("stations")[0]
    assert exported["网点名称"] == "某某县电子商务公共服务中心云雾镇联络点"
    assert not plan("stations", {**exported, "网点名称": ""}).writes
