"""An enterprise keeps its own page; every edit is reviewed while the old text stays public."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.accounts.models import Message
from portal.enterprises.forms.page import PageForm
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.services.keeping import page_status
from portal.moderation.decisions import make_decision
from tests.enterprises.people import member
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts")]


@pytest.fixture
def enterprise(new_county):
    enterprise = EnterpriseFactory(introduction="原来的介绍。")
    enterprise.save_revision().publish()
    return Enterprise.objects.get(pk=enterprise.pk)


@pytest.fixture
def owner(enterprise, client):
    user = member(enterprise).user
    client.force_login(user)
    return user


def address(enterprise) -> str:
    return reverse("enterprises:my-page", args=[enterprise.pk])


def typed(client, enterprise, **changes) -> dict:
    """Return what the browser would send after somebody has changed some fields; names of rows as ``news_items-0-text``."""
    form = client.get(address(enterprise)).context["form"]
    data = {"seen_revision": client.get(address(enterprise)).context["seen_revision"]}
    for bound in form:
        if bound.name != "logo_upload":
            data[bound.name] = bound.value() or ""
    for name in PageForm.row_titles:
        rows = int(any(key.startswith(f"{name}-0-") for key in changes))
        data |= {f"{name}-TOTAL_FORMS": str(rows), f"{name}-INITIAL_FORMS": "0"}
    return {**data, **changes}


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue())


EDIT = {
    "introduction": "新的介绍。",
    "news_items-0-day": "2026-11-01",
    "news_items-0-text": "新茶上市",
    "display_products-0-kind": "technology",
    "display_products-0-name": "茶籽色选",
    "display_products-0-text": "按成熟度分选。",
    "channels-0-platform": "taobao",
    "channels-0-shop": "茶店",
    "channels-0-url": "https://shop.taobao.com/",
    "licences-0-kind": "食品经营许可证",
    "licences-0-number": "演示-1",
    "licences-0-valid_until": "2030-01-01",
}


def approve(enterprise):
    state = Enterprise.objects.get(pk=enterprise.pk).current_workflow_task_state
    state.approve(user=person("reviewer"))


def test_edited_reviewed_and_public(client, enterprise, owner):
    answer = client.post(address(enterprise), typed(client, enterprise, **EDIT, **{"display_products-0-upload": picture()}))
    assert answer.status_code == 302, answer.context["form"].errors
    text = client.get(enterprise.get_absolute_url()).content.decode()
    assert "原来的介绍" in text
    assert "新茶上市" not in text
    stored = Enterprise.objects.get(pk=enterprise.pk)
    assert page_status(stored, owner).code == "waiting"
    assert "正在审核" in client.get(enterprise.get_owner_url()).content.decode()
    approve(enterprise)
    text = client.get(enterprise.get_absolute_url()).content.decode()
    for words in ("新的介绍", "新茶上市", "茶籽色选", "产品技术", "https://shop.taobao.com/", "演示-1"):
        assert words in text
    assert Enterprise.objects.get(pk=enterprise.pk).display_products.get().picture.uploaded_by_user == owner
    assert page_status(Enterprise.objects.get(pk=enterprise.pk), owner).code == "public"


def test_returned_with_a_reason_and_sent_again(client, enterprise, owner):
    client.post(address(enterprise), typed(client, enterprise, introduction="改一次。"))
    stored = Enterprise.objects.get(pk=enterprise.pk)
    make_decision(stored.current_workflow_task_state, person("reviewer"), "reject", comment="请写明产地。")
    message = Message.objects.filter(user=owner).first()
    assert "请写明产地" in message.body
    assert message.url == enterprise.get_owner_url()
    page = client.get(enterprise.get_owner_url()).content.decode()
    assert "请写明产地" in page
    client.post(address(enterprise), typed(client, enterprise, introduction="改两次，产自本县。"))
    approve(enterprise)
    assert Enterprise.objects.get(pk=enterprise.pk).introduction == "改两次，产自本县。"


def test_a_blocked_text_shows_its_hits_and_can_be_appealed(client, enterprise, owner):
    client.post(address(enterprise), typed(client, enterprise, introduction="注册即送彩金，网络赌博平台日赚三千。"))
    page = client.get(enterprise.get_owner_url()).content.decode()
    assert "请删去“" in page
    assert "企业简介" in page
    appeal = reverse("my:appeal", args=["enterprise", enterprise.pk])
    assert appeal in page
    assert client.post(appeal, {"text": "这是反诈宣传。"}).status_code == 302
    assert "原来的介绍" in client.get(enterprise.get_absolute_url()).content.decode()
    refused = client.post(appeal, {"text": "再申诉"})
    assert refused.status_code == 200
    assert "只能申诉一次" in refused.content.decode()


def test_what_was_typed_stays_when_something_is_wrong(client, enterprise, owner):
    wrong = {**EDIT, "channels-0-url": "http://shop.taobao.com/", "phone": "电话"}
    page = client.post(address(enterprise), typed(client, enterprise, **wrong))
    assert page.status_code == 200
    text = page.content.decode()
    for words in ("新的介绍", "新茶上市", "按成熟度分选", "https:// 开头", "有效的电话号码"):
        assert words in text
    assert not Enterprise.objects.get(pk=enterprise.pk).has_unpublished_changes


def test_one_more_row_without_a_script(client, enterprise, owner):
    data = typed(client, enterprise, **EDIT, more="news_items")
    page = client.post(address(enterprise), data)
    text = page.content.decode()
    assert 'name="news_items-1-text"' in text
    assert "新茶上市" in text
    assert 'class="field__error"' not in text
    assert not Enterprise.objects.get(pk=enterprise.pk).has_unpublished_changes


def test_an_added_row_can_be_filled_in_or_left(client, enterprise, owner):
    for added in ("news_items", "display_products"):
        form = client.post(address(enterprise), typed(client, enterprise, more=added)).context["form"]
        (row,) = form.formsets[added].forms
        sent = {f"{added}-TOTAL_FORMS": "1", **{row.add_prefix(name): row[name].value() or "" for name in row.fields if name != "upload"}}
        assert client.post(address(enterprise), typed(client, enterprise, **sent)).status_code == 302, added
        sent |= {row.add_prefix("text"): "写好的一条", row.add_prefix("name"): "名称"}
        assert client.post(address(enterprise), typed(client, enterprise, **sent)).status_code == 302, added
        draft = Enterprise.objects.get(pk=enterprise.pk).get_latest_revision_as_object()
        assert [item.text for item in getattr(draft, added).all()] == ["写好的一条"]


def test_two_members_do_not_overwrite_each_other(client, enterprise, owner):
    mine = typed(client, enterprise, introduction="我的。")
    client.force_login(member(enterprise, Membership.Role.MANAGER).user)
    client.post(address(enterprise), typed(client, enterprise, introduction="同事的。"))
    client.force_login(owner)
    page = client.post(address(enterprise), mine)
    assert page.status_code == 200
    assert "刚被其他人修改过" in page.content.decode()
    assert "我的。" in page.content.decode()
    draft = Enterprise.objects.get(pk=enterprise.pk).get_latest_revision_as_object()
    assert draft.introduction == "同事的。"


def test_html_is_text_in_every_field(client, enterprise, owner):
    bad = "<script>alert(1)</script>"
    names = ("introduction", "main_business", "short_name", "address", "news_items-0-text", "display_products-0-name")
    names += ("display_products-0-text", "channels-0-shop", "licences-0-kind", "licences-0-number", "licences-0-issuer")
    client.post(address(enterprise), typed(client, enterprise, **{**EDIT, **dict.fromkeys(names, bad)}))
    Enterprise.objects.get(pk=enterprise.pk).latest_revision.publish()
    for path in (enterprise.get_absolute_url(), enterprise.get_owner_url(), address(enterprise), "/enterprises/"):
        assert "<script>alert" not in client.get(path).content.decode(), path


def test_what_was_verified_is_not_the_members_to_change(client, enterprise, owner):
    before = (enterprise.name, enterprise.credit_code, enterprise.kind, enterprise.slug)
    client.post(
        address(enterprise), typed(client, enterprise, introduction="新。", name="别家", credit_code="", kind="logistics", slug="x")
    )
    draft = Enterprise.objects.get(pk=enterprise.pk).get_latest_revision_as_object()
    assert (draft.name, draft.credit_code, draft.kind, draft.slug) == before


def test_publishing_an_old_text_keeps_the_verification(enterprise):
    revision = enterprise.save_revision()
    Enterprise.objects.filter(pk=enterprise.pk).update(verified_at="2026-11-01T00:00Z", confirmed_at="2026-11-02T00:00Z")
    revision.publish()
    stored = Enterprise.objects.get(pk=enterprise.pk)
    assert stored.verified_at
    assert stored.confirmed_at
