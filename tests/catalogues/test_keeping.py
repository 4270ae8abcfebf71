"""People keep the entry of the provider or station they act for; every edit is reviewed while the old text stays public."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.accounts.models import Membership
from portal.accounts.roles import OPERATOR
from portal.catalogues.models import Provider, ProviderMembership, Station, StationKeeper
from portal.catalogues.services import link_keeper
from portal.core.audit import AuditEntry
from portal.moderation.decisions import make_decision
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.people import UserFactory, agreed, person
from tests.support.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts")]
PHONE = "13900001111"


@pytest.fixture
def station(new_county):
    station = StationFactory(hours="每天 8:00–12:00")
    station.save_revision().publish()
    return Station.objects.get(pk=station.pk)


@pytest.fixture
def provider(new_county):
    provider = ProviderFactory(introduction="原来的介绍。")
    provider.save_revision().publish()
    return Provider.objects.get(pk=provider.pk)


@pytest.fixture
def keeper(station, client):
    user = agreed(UserFactory(phone=PHONE, phone_verified=True))
    link_keeper(station, PHONE, person("director"))
    client.force_login(user)
    return user


@pytest.fixture
def member(provider, client):
    user = agreed(UserFactory())
    ProviderMembership.objects.create(user=user, organisation=provider, role=Membership.Role.OWNER)
    client.force_login(user)
    return user


def typed(client, address: str, **changes) -> dict:
    """Return what the browser would send after somebody has changed some fields."""
    context = client.get(address).context
    form = context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form if bound.name != "upload"}
    for section in getattr(form, "sections", list)():
        rows = section["formset"]
        data |= {f"{rows.prefix}-TOTAL_FORMS": str(len(rows.forms)), f"{rows.prefix}-INITIAL_FORMS": str(rows.initial_form_count())}
        data |= {bound.html_name: bound.value() or "" for row in rows.forms for bound in row}
    return {"seen_revision": context["seen_revision"], **data, **changes}


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue())


def approve(record):
    type(record).objects.get(pk=record.pk).current_workflow_task_state.approve(user=person("reviewer"))


def test_a_station_is_edited_reviewed_and_public(client, station, keeper):
    assert "我的网点和服务" in client.get(reverse("accounts:my")).content.decode()
    listed = client.get(reverse("catalogues:my-entries")).content.decode()
    assert station.name in listed
    assert station.get_edit_url() in listed
    changes = {"hours": "每天 7:30–18:00", "phone": "0715-1234567", "services": "代买代卖", "upload": picture()}
    assert client.post(station.get_edit_url(), typed(client, station.get_edit_url(), **changes)).status_code == 302
    public = client.get(station.get_absolute_url()).content.decode()
    assert "8:00–12:00" in public
    assert "7:30" not in public
    listed = client.get(reverse("catalogues:my-entries")).content.decode()
    assert "正在审核" in listed
    assert "公众看到的是上一次审核通过的内容" in listed
    approve(station)
    public = client.get(station.get_absolute_url()).content.decode()
    for words in ("7:30–18:00", "0715-1234567", "代买代卖", "<picture"):
        assert words in public
    stored = Station.objects.get(pk=station.pk)
    assert stored.picture.uploaded_by_user == keeper
    assert AuditEntry.objects.filter(action="catalogues.entry_submitted", actor=keeper, object_id=str(station.pk)).exists()


def test_a_provider_is_edited_with_its_prices(client, provider, member):
    address = provider.get_edit_url()
    assert client.post(address, typed(client, address, introduction="新的介绍。", **{"offers-0-price": "￥95"})).status_code == 302
    assert "原来的介绍" in client.get(provider.get_absolute_url()).content.decode()
    approve(provider)
    public = client.get(provider.get_absolute_url()).content.decode()
    assert "新的介绍" in public
    assert "95" in public
    assert Provider.objects.get(pk=provider.pk).state == Provider.State.LISTED


def test_a_provider_keeps_one_price_at_least(client, provider, member):
    address = provider.get_edit_url()
    answer = client.post(address, typed(client, address, introduction="没有价格。", **{"offers-0-DELETE": "on"}))
    assert answer.status_code == 200
    assert "没有价格。" in answer.content.decode()
    assert not Provider.objects.get(pk=provider.pk).has_unpublished_changes


def test_what_only_staff_change_stays(client, station, keeper, provider):
    before = {name: getattr(station, name) for name in ("name", "code", "kind", "state", "slug", "town_id", "keeper")}
    changes = {"name": "别的站", "code": "X", "kind": "contact_point", "state": "closed", "slug": "x", "town": "", "keeper": "某人"}
    client.post(station.get_edit_url(), typed(client, station.get_edit_url(), hours="全天", **changes))
    draft = Station.objects.get(pk=station.pk).get_latest_revision_as_object()
    assert {name: getattr(draft, name) for name in before} == before
    assert draft.hours == "全天"


def test_returned_with_a_reason_that_the_keeper_reads(client, station, keeper):
    client.post(station.get_edit_url(), typed(client, station.get_edit_url(), hours="随时"))
    state = Station.objects.get(pk=station.pk).current_workflow_task_state
    make_decision(state, person("reviewer"), "reject", comment="请写明几点到几点。")
    note = keeper.inbox.first()
    assert note.url == reverse("catalogues:my-entries")
    assert "请写明几点到几点" in client.get(note.url).content.decode()


def test_a_forbidden_text_never_gets_public(client, provider, member):
    address = provider.get_edit_url()
    client.post(address, typed(client, address, introduction="注册即送彩金，网络赌博平台日赚三千。"))
    assert "原来的介绍" in client.get(provider.get_absolute_url()).content.decode()
    assert reverse("my:appeal", args=["provider", provider.pk]) in client.get(reverse("catalogues:my-entries")).content.decode()


def test_two_keepers_do_not_overwrite_each_other(client, station, keeper):
    mine = typed(client, station.get_edit_url(), hours="我的时间")
    station.hours = "同事的时间"
    station.save_revision(user=person("editor"))
    page = client.post(station.get_edit_url(), mine)
    assert page.status_code == 200
    assert "刚被其他人修改过" in page.content.decode()
    assert "同事的时间" in page.content.decode()


def test_nobody_else_finds_the_form(client, station, provider, keeper):
    assert client.get(provider.get_edit_url()).status_code == 404
    StationKeeper.objects.get().delete()
    assert client.get(station.get_edit_url()).status_code == 404
    assert client.post(station.get_edit_url(), {"hours": "全天"}).status_code == 404
    assert "我的网点和服务" not in client.get(reverse("accounts:my")).content.decode()


def test_staff_name_who_keeps_an_entry_and_end_it(client, station):
    from django.contrib.auth.models import Group

    user = agreed(UserFactory(last_name="赵", first_name="站长", phone=PHONE, phone_verified=True))
    operator = person("nobody")
    operator.groups.add(Group.objects.get(name=OPERATOR.name))
    client.force_login(operator)
    address = reverse("entry_keepers", args=["station", station.pk])
    assert address in client.get(reverse(Station.snippet_viewset.get_url_name("list"))).content.decode()
    assert "还没有人用这个手机号码" in client.post(address, {"phone": "13900002222"}).content.decode()
    assert client.post(address, {"phone": "139 0000 1111"}).status_code == 302
    page = client.get(address).content.decode()
    assert "赵站长" in page
    assert "139****1111" in page
    assert PHONE not in page
    assert user.inbox.get().url == reverse("catalogues:my-entries")
    assert "已经在管理" in client.post(address, {"phone": PHONE}).content.decode()
    for number in ("0", "x", "9" * 30):
        assert client.post(address, {"end": number}).status_code == 404
    assert client.post(address, {"end": StationKeeper.objects.get().pk}).status_code == 302
    assert not Station.objects.owned_by(user).exists()
    assert "还没有资料管理人" in client.get(address).content.decode()
    assert set(
        AuditEntry.objects.filter(object_id=str(station.pk), action__startswith="catalogues.keeper").values_list("action", flat=True)
    ) == {
        "catalogues.keeper.linked",
        "catalogues.keeper.ended",
    }


def test_a_number_that_nobody_has_verified_names_nobody(new_county, station):
    UserFactory(phone=PHONE)
    with refused("nobody"):
        link_keeper(station, PHONE, person("director"))
