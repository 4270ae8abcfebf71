"""One declaration makes list, pages, feeds, site maps, menu and search of a section; the check says what it lacks."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.urls import resolve

from cms.core.sitemaps import RecordListSitemap
from portal.catalogues.models import FreeService, ServiceClass
from portal.catalogues.sections import FREE_SERVICES, PROVIDERS, SERVICE_TABLE, STATIONS
from portal.enterprises.sections import ENTERPRISES
from portal.identity.services import chrome_for
from portal.talent.sections import JOBS, PRACTICE, RECOMMENDED
from portal.web import checks, sections
from portal.web.sections import SearchKind, Section, lists, register_section, section_of
from portal.web.views import RecordDetailView, RecordListView
from search.documents.base import NOT_FINDABLE, source_of
from search.documents.kinds import KINDS
from tests.factories.catalogues import FreeServiceFactory
from tests.factories.every_kind import RECORDS


def plain_section(**values) -> Section:
    """A section that gives no class of its own."""
    given = {"sorts": {"name": ("按名称", ("name", "pk"))}, "rows_template": "components/record-list/services.html", **values}
    return Section(FreeService, "普通栏目", "/plain/", description="一句话。", feed="plain", search=SearchKind("service", "服务"), **given)


def identifiers(section: Section) -> list[str]:
    """What the check says of a section."""
    return [error.id for error in checks.check_sections([section])]


def test_the_project_has_no_gap():
    assert checks.check_registered_sections() == []


def test_the_patterns_lead_to_the_views_with_their_section():
    match = resolve("/services/free/")
    assert (match.view_name, match.func.view_class, match.func.view_initkwargs) == (
        "catalogues:free-list",
        RecordListView,
        {"section": FREE_SERVICES},
    )
    assert resolve("/services/free/x/").view_name == FreeService.url_name
    assert resolve("/jobs/7/").kwargs == {"pk": 7}
    assert resolve("/talent/practice/7/").func.view_initkwargs == {"section": PRACTICE}


def test_names_of_addresses_need_not_be_given():
    names = [pattern.name for pattern in plain_section().urls()]
    assert names == ["freeservice-list", "free-detail"]
    assert [pattern.name for pattern in plain_section(detail_view=None).urls()] == ["freeservice-list"]
    assert [pattern.name for pattern in plain_section(list_view=None).urls()] == ["free-detail"]


def test_the_common_list_draws_the_rows(new_county, rf):
    shown, _hidden = FreeServiceFactory(name="直播间预约"), FreeServiceFactory(name="还没发布", live=False)
    html = RecordListView.as_view(section=plain_section())(rf.get("/plain/")).render().content.decode()
    assert "普通栏目" in html
    assert shown.get_absolute_url() in html
    assert "还没发布" not in html
    assert "/feeds/plain/atom/" in html


def test_the_page_of_a_record_says_its_summary(new_county, rf):
    record = FreeServiceFactory(summary="每周一次。")
    response = RecordDetailView.as_view(section=plain_section())(rf.get("/plain/x/"), slug=record.slug)
    assert response.template_name == FreeService.detail_template
    meta = response.context_data["meta"]
    assert (meta.description, meta.structured_data) == ("每周一次。", [])
    with pytest.raises(Http404):
        RecordDetailView.as_view(section=plain_section())(rf.get("/plain/y/"), slug="no-such-service")


def test_a_draft_is_previewed_in_the_page_of_its_section(new_county, rf):
    draft = FreeServiceFactory(name="还没发布", live=False)
    response = draft.serve_preview(rf.get("/"), "")
    assert response.context_data["record"] == draft
    assert response.context_data["crumbs"][1].url == FREE_SERVICES.url


def test_a_model_has_one_section():
    with pytest.raises(ImproperlyConfigured, match="FreeService"):
        register_section(plain_section())


@pytest.mark.parametrize("url", ["plain/", "/plain"])
def test_a_path_begins_and_ends_with_a_slash(url, monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})
    with pytest.raises(ImproperlyConfigured, match=url):
        register_section(Section(ServiceClass, "栏目", url))


def test_sections_stand_in_their_order():
    order = [section for section in lists() if section in {JOBS, STATIONS, ENTERPRISES, FREE_SERVICES}]
    assert order == [FREE_SERVICES, ENTERPRISES, STATIONS, JOBS]
    assert section_of(FreeService) is FREE_SERVICES
    assert section_of(SearchKind) is None


def test_menu_site_maps_and_feeds_follow(new_county, client):
    from wagtail.models import Site

    site = Site.objects.get(is_default_site=True)
    empty = {item.url for item in chrome_for(site).menu}
    assert (
        empty & {section.url for section in lists()}
        == {section.url for section in lists() if section.stays_when_empty}
        == {"/ask/answers/"}
    )
    assert "/products/" not in empty
    assert 'href="/jobs/"' not in client.get("/sitemap/").content.decode()
    assert "/jobs/" not in RecordListSitemap().items()
    for section in lists():
        RECORDS[section.model._meta.model_name]()
    menu = [(item.title, item.url) for item in chrome_for(site).menu]
    assert menu[-6:] == [
        ("咨询问答", "/ask/answers/"),
        ("服务目录", "/services/free/"),
        ("企业名录", "/enterprises/"),
        ("服务网点", "/stations/"),
        ("培训", "/training/"),
        ("招聘求职", "/jobs/"),
    ]
    assert {section.url for section in lists()} <= set(RecordListSitemap().items())
    html = client.get("/sitemap/").content.decode()
    assert all(f'href="{section.url}"' in html for section in lists())
    assert {client.get(f"/feeds/{section.feed}/").status_code for section in lists() if section.feed} == {200}
    assert client.get("/feeds/recommended/").status_code == 404


def test_a_feed_says_what_the_section_says(new_county, client):
    RECORDS["enterprise"](main_business="茶叶加工", introduction="九一年建厂。")
    RECORDS["freeservice"](summary="每周一次。")
    feed = client.get("/feeds/enterprises/").content.decode()
    assert "九一年建厂。" in feed
    assert "茶叶加工" not in feed
    assert "每周一次。" in client.get("/feeds/free-services/").content.decode()


def test_what_no_search_may_find_is_not_in_the_site_map(new_county, client):
    person, enterprise = RECORDS["recommendation"](), RECORDS["enterprise"]()
    listed = client.get("/sitemap.xml").content.decode()
    assert enterprise.get_absolute_url() in listed
    assert person.get_absolute_url() not in listed
    assert NOT_FINDABLE["talent.recommendation"] == RECOMMENDED.why_not_findable


def test_a_record_is_found_as_its_section_says(new_county):
    provider = RECORDS["provider"](introduction="介" * 250, address="云雾路 1 号")
    content = source_of(type(provider)).content(provider)
    offer = provider.offers.first()
    assert (content.kind, content.title, content.url) == ("provider", str(provider), provider.get_absolute_url())
    assert (content.summary, content.body.splitlines()[:2]) == ("介" * 200, ["介" * 50, "云雾路 1 号"])
    assert offer.content in content.body
    assert {offer.name, "服务商", *provider.get_fields_labels()} <= set(content.keywords)
    assert content.category == provider.get_fields_labels()[0]
    assert KINDS["provider"] == PROVIDERS.search.label


def test_rich_text_is_found_as_plain_text_and_plain_text_as_it_stands(new_county):
    service = RECORDS["freeservice"](content="<p>拍<b>商品</b>图</p>", materials="身份证<原件>")
    content = source_of(FreeService).content(service)
    assert "拍商品图" in content.body
    assert "身份证<原件>" in content.body


def test_what_has_a_last_day_is_not_found_after_it(new_county):
    job = RECORDS["job"]()
    content = source_of(type(job)).content(job)
    assert (content.visible_until.date() - job.valid_until).days in {0, 1}
    assert content.dated_at == job.first_published_at
    assert content.town == job.town.code


def test_the_check_names_what_is_missing(monkeypatch):
    assert identifiers(plain_section()) == []
    assert identifiers(plain_section(rows_template="components/no-such-rows.html")) == ["web.E002"]
    assert identifiers(plain_section(rows_template="")) == ["web.E002"]
    assert identifiers(plain_section(rows_template="", list_template="pages/catalogues/free_list.html")) == []
    assert identifiers(plain_section(summary="no_such_field")) == ["web.E005"]
    bare = Section(FreeService, "栏目", "/bare/", list_template="pages/catalogues/free_list.html")
    assert identifiers(bare) == ["web.E003", "web.E004"]
    assert identifiers(SERVICE_TABLE) == []
    monkeypatch.setattr(FreeService, "detail_template", "pages/no-such-page.html")
    assert identifiers(plain_section()) == ["web.E002"]


def test_the_check_wants_a_word_for_who_may_see_what():
    from portal.places.models import Town

    section = Section(Town, "乡镇", "/towns/", rows_template="components/record-list/services.html", why_no_feed="few", summary="name")
    assert "web.E001" in identifiers(section)
