"""Providers: admission and exit, and who is public."""

import itertools

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from portal.catalogues.models import Provider
from portal.catalogues.services import PROVIDER_MOVES, change_provider_state
from portal.core.transitions import TransitionError
from tests.factories.every_kind import RECORDS
from tests.factories.people import person
from tests.support.refusals import refused

STATES = list(Provider.State.values)
ALLOWED = {
    ("applied", "listed"),
    ("applied", "removed"),
    ("listed", "suspended"),
    ("listed", "removed"),
    ("suspended", "listed"),
    ("suspended", "removed"),
    ("removed", "applied"),
}


@pytest.mark.parametrize(("start", "end"), list(itertools.product(STATES, STATES)))
def test_every_move(new_county, start, end):
    provider = RECORDS["provider"](state=start)
    if (start, end) in ALLOWED:
        change_provider_state(provider, end, " 核实无误 ", person("director"))
        assert Provider.objects.get(pk=provider.pk).state == end
        change = provider.state_changes.get()
        assert (change.from_state, change.to_state, change.reason) == (start, end, "核实无误")
        assert ModelLogEntry.objects.filter(action="catalogues.provider.state", object_id=provider.pk).count() == 1
    else:
        with refused("transition"):
            change_provider_state(provider, end, "核实无误")
        assert Provider.objects.get(pk=provider.pk).state == start
        assert not provider.state_changes.exists()


def test_a_move_needs_a_reason(new_county):
    provider = RECORDS["provider"]()
    with refused("reason"):
        change_provider_state(provider, "suspended", "  ")
    assert Provider.objects.get(pk=provider.pk).state == "listed"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STATES), max_size=6))
def test_any_way_through_the_states_is_on_record(new_county, wishes):
    provider = RECORDS["provider"](state="applied")
    walked = ["applied"]
    for wish in wishes:
        try:
            change_provider_state(provider, wish, "理由")
        except TransitionError:
            assert wish not in PROVIDER_MOVES.following(walked[-1])
        else:
            walked.append(wish)
    changes = [(change.from_state, change.to_state) for change in provider.state_changes.order_by("pk")]
    assert changes == list(itertools.pairwise(walked))
    assert Provider.objects.get(pk=provider.pk).state == walked[-1]


def test_a_clerk_with_an_old_copy_cannot_cross_another(new_county):
    provider = RECORDS["provider"]()
    old = Provider.objects.get(pk=provider.pk)
    change_provider_state(provider, "removed", "清退")
    with refused("transition"):
        change_provider_state(old, "suspended", "暂停")


@pytest.mark.parametrize("state", ["applied", "suspended", "removed"])
def test_only_listed_providers_are_public(new_county, client, state):
    provider = RECORDS["provider"](state=state)
    listed = RECORDS["provider"]()
    for path in ("/providers/", "/feeds/providers/", "/feeds/providers/atom/", "/sitemap.xml"):
        text = client.get(path).content.decode()
        assert provider.slug + "/" not in text
        assert listed.slug + "/" in text
    assert client.get(provider.get_absolute_url()).status_code == 404
    assert client.get(listed.get_absolute_url()).status_code == 200


def test_a_suspended_provider_leaves_the_services_that_name_it(new_county, client):
    provider, service = RECORDS["provider"](), RECORDS["valueaddedservice"]()
    service.providers.add(provider)
    service.save()
    assert provider.name in client.get(service.get_absolute_url()).content.decode()
    change_provider_state(provider, "suspended", "整改")
    assert provider.name not in client.get(service.get_absolute_url()).content.decode()


def test_an_old_text_never_brings_back_an_old_state(new_county):
    provider = RECORDS["provider"]()
    old = provider.save_revision()
    change_provider_state(provider, "suspended", "整改")
    provider.introduction = "新的介绍"
    provider.save_revision().publish()
    old.publish()
    assert Provider.objects.get(pk=provider.pk).state == "suspended"
    assert old.as_object().state == "suspended"


def test_a_provider_without_a_price_is_not_published(new_county):
    provider = RECORDS["provider"](live=False)
    provider.offers.all().delete()
    bare = Provider.objects.get(pk=provider.pk)
    with refused("no_price", field="__all__"):
        bare.save_revision().publish()
    assert not Provider.objects.get(pk=provider.pk).live


def test_the_screen_of_a_move(new_county, client):
    provider = RECORDS["provider"]()
    address = reverse("provider_state", args=[provider.pk])
    for role in ("editor", "reviewer"):
        client.force_login(person(role))
        assert client.post(address, {"to_state": "suspended", "reason": "理由"}).status_code in {302, 403}
        assert Provider.objects.get(pk=provider.pk).state == "listed"
    client.force_login(person("director"))
    assert "请写明变更理由" in client.post(address, {"to_state": "suspended", "reason": ""}).content.decode()
    assert client.post(address, {"to_state": "applied", "reason": "理由"}).status_code == 200
    assert client.post(address, {"to_state": "suspended", "reason": "材料过期"}).status_code == 302
    assert "材料过期" in client.get(address).content.decode()
    assert Provider.objects.get(pk=provider.pk).state == "suspended"
