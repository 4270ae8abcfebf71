"""The rules in the database: loaded once, changed by staff, never overwritten, shown with their effect before they are saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fixtures.loaders.moderation import load_moderation_rules
from portal.core.audit import AuditEntry
from portal.moderation.models import TermGroup
from portal.moderation.rules import current_rules, kept_rules
from portal.moderation.screening import screen
from portal.moderation.screening.history import recent_texts
from portal.moderation.screening.shipped import shipped_rules
from tests.factories.pages import ProductPageFactory
from tests.factories.people import person
from tests.support.forms import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts")]
# The boxes that are ticked for the gambling group.
BOXES = {"grave": "on", "reports": "on", "negatable": "on"}


def gambling() -> TermGroup:
    """Return the group of gambling terms."""
    return TermGroup.objects.get(key="gambling")


def edit_address(group: TermGroup) -> str:
    """Return the address of the group's form."""
    return reverse("wagtailsnippets_moderation_termgroup:edit", args=[group.pk])


def test_what_is_loaded_is_what_was_shipped(new_county):
    kept, shipped = kept_rules(), shipped_rules()
    assert kept.groups == shipped.groups
    assert (kept.clauses, kept.allowed) == (shipped.clauses, shipped.allowed)
    assert {name: kept.contexts[name] for name in shipped.contexts} == dict(shipped.contexts)


def test_an_empty_table_falls_back_to_what_was_shipped():
    assert current_rules().groups == shipped_rules().groups


def test_loading_again_keeps_what_staff_changed_and_restores_nothing(new_county):
    group = gambling()
    group.terms = "自家词条"
    group.save()
    load_moderation_rules()
    assert gambling().terms == "自家词条"


def test_loading_again_brings_untouched_rules_up_to_date(new_county):
    group = gambling()
    group.terms = "旧词条"
    group.shipped = group.digest()
    group.save()
    load_moderation_rules()
    assert "网赌" in gambling().terms


def test_a_change_is_in_force_at_once(new_county):
    assert screen({"text": "稀奇古怪词"}, "product", current_rules()).hits == ()
    group = gambling()
    group.terms += "\n稀奇古怪词"
    group.save()
    assert screen({"text": "稀奇古怪词"}, "product", current_rules()).verdict == "block"


def test_recent_texts_are_the_latest_versions(new_county):
    page = ProductPageFactory(title="山里人豆干")
    page.title = "山里人香干"
    page.save_revision()
    found = [text for text in recent_texts(90) if "title" in text.texts and "山里人" in text.texts["title"]]
    assert [(text.kind, text.texts["title"]) for text in found] == [("product", "山里人香干")]


def test_a_change_is_shown_before_it_is_saved_and_logged_when_it_is(new_county, client):
    page = ProductPageFactory(title="山里人豆干")
    page.save_revision()
    client.force_login(person("director"))
    address, terms = edit_address(gambling()), gambling().terms + "\n山里人豆干"
    shown = client.post(address, filled(client.get(address), "terms", terms=terms, **BOXES))
    assert "保存之前，请看这次改动的影响" in shown.content.decode()
    assert "新增拦截 1 份" in shown.content.decode()
    assert "山里人豆干" not in gambling().terms
    client.post(address, filled(shown, "terms", **BOXES))
    assert gambling().terms.splitlines()[-1] == "山里人豆干"
    assert gambling().latest_revision is not None
    entry = AuditEntry.objects.get(action="moderation.rule")
    assert entry.after == {"terms": ["山里人豆干"]}


def test_a_form_changed_after_the_preview_is_shown_again(new_county, client):
    client.force_login(person("director"))
    address = edit_address(gambling())
    shown = client.post(address, filled(client.get(address), "terms", terms="稀奇词甲"))
    again = client.post(address, filled(shown, "terms", terms="稀奇词乙"))
    assert "保存之前" in again.content.decode()
    assert "稀奇词乙" not in gambling().terms


def test_a_bad_line_is_named(new_county, client):
    client.force_login(person("director"))
    address = edit_address(gambling())
    answer = client.post(address, filled(client.get(address), "terms", terms="好词\n甲| ~3 乙\n词 = 删除"))
    text = answer.content.decode()
    assert "第 2 行" in text
    assert "第 3 行" in text


def upload(client, name: str, content: bytes):
    """Send a list for the gambling group."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("moderation_rule_import"), {"group": gambling().pk, "file": file})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.txt", "本县黑话甲\n本县黑话乙 = 提示\n".encode("gb18030")),
        ("own.csv", "词条,处理\n本县黑话甲,\n本县黑话乙,提示\n".encode("utf-8-sig")),
    ],
)
def test_a_list_of_the_county_is_imported_after_its_effect_was_shown(new_county, client, name, content):
    client.force_login(person("director"))
    shown = upload(client, name, content)
    assert "将增加 2 条" in shown.content.decode()
    assert "黑话" not in gambling().terms
    client.post(reverse("moderation_rule_import"), {"confirmed": shown.context["terms"]})
    assert gambling().terms.splitlines()[-2:] == ["本县黑话甲", "本县黑话乙 = 提示"]


def test_one_bad_row_keeps_the_whole_list_out(new_county, client):
    client.force_login(person("director"))
    answer = upload(client, "own.txt", "本县黑话甲\n！！\n赌\n".encode())
    text = answer.content.decode()
    assert "没有保存任何词条" in text
    assert "第 2 行" in text
    assert "第 3 行" in text
    assert "黑话" not in gambling().terms


def test_a_confirmation_cannot_be_made_up(new_county, client):
    client.force_login(person("director"))
    client.post(reverse("moderation_rule_import"), {"confirmed": "made-up"})
    assert "made-up" not in gambling().terms
