"""Taking down: gone everywhere at once, evidence kept, the reason at the old address, and back again."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.core.models import AuditEntry
from portal.moderation.models import TakeDown
from portal.moderation.models.things import type_of
from portal.moderation.registry import registration_of
from portal.moderation.rules import clause_title
from portal.moderation.takedowns import restore, take_down
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.test_review import _places_of

pytestmark = pytest.mark.usefixtures("new_county")
BUTTON = "撤下这个页面"


@pytest.mark.parametrize("kind", EVERYTHING)
def test_gone_everywhere_with_its_reason_and_back_again(client, kind):
    thing = EVERYTHING[kind]()
    name, path = str(thing), thing.get_absolute_url()
    removed = take_down(thing, person("reviewer"), "S1-5-3", "数据有误。")
    assert removed.text
    assert removed.revision_content
    answers = {place: client.get(place).content.decode() for place in _places_of(thing)}
    assert [place for place, text in answers.items() if name in text] == []
    if "#" not in path:
        gone = client.get(path)
        assert gone.status_code == registration_of(type(thing)).gone
        assert "数据有误。" in gone.content.decode()
        assert clause_title("S1-5-3") in gone.content.decode()
    restore(removed, person("director"), "核实无误。")
    assert client.get(path.partition("#")[0]).status_code == 200
    assert name in client.get(path.partition("#")[0]).content.decode()
    logged = AuditEntry.objects.filter(action__startswith="moderation.")
    assert list(logged.values_list("action", flat=True)) == ["moderation.restore", "moderation.take_down"]


def test_what_stands_there_says_when_by_the_clock_of_the_county(client):
    thing = EVERYTHING["enterprise"]()
    removed = take_down(thing, person("reviewer"), "S1-5-3", "数据有误。")
    TakeDown.objects.filter(pk=removed.pk).update(at=datetime(2026, 3, 14, 17, 5, tzinfo=UTC))
    said = client.get(thing.get_absolute_url()).content.decode()
    assert "这份内容已于2026年3月15日1时05分撤下，依据《守法、不侵权、导向正确》。数据有误。" in said
    assert "S1-5-3" not in said


def test_a_persons_story_leaves_no_trace_of_having_been_there(client):
    thing = EVERYTHING["story_page"]()
    take_down(thing, person("director"), "S1-5-5", "本人撤回同意。")
    assert client.get(thing.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", ["nobody", "editor"])
def test_only_with_the_right(client, role):
    thing, user = EVERYTHING["enterprise"](), person(role)
    with pytest.raises(PermissionDenied):
        take_down(thing, user, "S1-5-3", "不该有。")
    client.force_login(user)
    client.post(reverse("moderation_take_down", args=[type_of(thing).pk, thing.pk]), {"clause": "S1-5-3", "reason": "不该有。"})
    assert client.get(thing.get_absolute_url()).status_code == 200
    assert BUTTON not in client.get(thing.get_absolute_url()).content.decode()
    assert TakeDown.objects.count() == 0


def test_reviewers_take_down_and_only_the_director_restores():
    thing = EVERYTHING["enterprise"]()
    reviewer = person("reviewer")
    removed = take_down(thing, reviewer, "S1-5-3", "数据有误。")
    with pytest.raises(PermissionDenied):
        restore(removed, reviewer, "再放回去。")
    with pytest.raises(PermissionDenied):
        take_down(thing, reviewer, "S1-5-3", "再撤一次。")


@pytest.mark.parametrize("kind", ["news_page", "enterprise"])
def test_in_one_action_from_the_page_itself(client, kind):
    thing = EVERYTHING[kind]()
    path = thing.get_absolute_url()
    assert BUTTON not in client.get(path).content.decode()
    client.force_login(person("reviewer"))
    page = client.get(path).content.decode()
    address = reverse("moderation_take_down", args=[type_of(thing).pk, thing.pk])
    assert f'action="{address}"' in page
    answer = client.post(address, {"clause": "AD-9", "reason": "用语不当。", "next": path})
    assert answer["Location"] == path
    assert "用语不当。" in client.get(path).content.decode()
    assert client.post(address, {"clause": "AD-9", "reason": "再来。", "next": "https://elsewhere.example/"})["Location"] != path
