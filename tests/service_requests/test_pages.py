"""The pages of service requests: for visitors with number and code, for staff."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.models import AccessEntry
from portal.places.models import Town
from portal.records.models import ServiceRecord
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import handle
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.every_kind import EVERYTHING, RECORDS
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.service_requests import ASKED, SERVED, acted, asked, matched, taken_on

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.mark.parametrize("kind", ["freeservice", "valueaddedservice", "provider", "station", "expert", "guide_page"])
def test_the_page_of_a_thing_leads_to_the_form_which_carries_it(client, kind):
    thing = EVERYTHING[kind]()
    path = thing.get_absolute_url()
    assert f'href="/services/request/?about={path}"' in client.get(path).content.decode()
    form = client.get(f"/services/request/?about={path}")
    assert str(thing) in form.content.decode()
    client.post("/services/request/", {**ASKED, "about": path, "town": _town(), "agree": "on"})
    assert ServiceRequest.objects.get().title == str(thing)


def test_what_the_public_does_not_see_is_named_to_nobody(client):
    hidden = ProviderFactory(state="suspended")
    assert hidden.name not in client.get(f"/services/request/?about=/providers/{hidden.slug}/").content.decode()


def test_a_program_in_the_trap_leaves_nothing(client):
    client.post("/services/request/", {**ASKED, "town": _town(), "agree": "on", "homepage": "https://spam.example/"})
    assert not ServiceRequest.objects.exists()


def test_a_wrong_code_and_a_wrong_number_look_alike(client):
    request, _code = asked()
    answers = [
        client.post("/services/request/status/", {"number": number, "code": "WRONG2"}) for number in (request.number, "FW202601019999")
    ]
    assert all("没有找到" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("deed", ["", "rate/", "withdraw/"])
def test_a_word_that_is_no_longer_good_leads_back_to_number_and_code(client, deed):
    assert client.get(f"/services/request/no-such-word/{deed}")["Location"] == "/services/request/status/"


def test_the_queue_masks_people_and_shows_their_contact_only_when_asked_which_is_noted(client):
    (acting, _code), (own, _secret) = acted(station=StationFactory(name="云雾村服务站")), asked(user=UserFactory())
    staff = person("director")
    client.force_login(staff)
    queue, page = client.get("/admin/service-requests/?acted=1"), f"/admin/service-requests/{acting.request.pk}/"
    assert "云雾村服务站" in queue.content.decode()
    for answer in (queue, client.get(page)):
        assert ASKED["name"] not in answer.content.decode()
        assert ASKED["phone"] not in answer.content.decode()
    shown = client.post(page, {"show_contact": "1"}).content.decode()
    assert ASKED["name"] in shown
    assert ASKED["phone"] in shown
    client.post(f"/admin/service-requests/{own.pk}/", {"show_contact": "1"})
    looks = AccessEntry.objects.filter(viewer=staff, field="contact").order_by("pk")
    assert list(looks.values_list("person", flat=True)) == [None, own.user_id]


def test_staff_match_do_it_themselves_and_end_with_a_fee(client):
    provider, expert, (request, _code) = ProviderFactory(), RECORDS["expert"](), asked()
    client.force_login(person("superuser"))
    page = f"/admin/service-requests/{request.pk}/"
    assert "请选择服务商" in client.post(page, {"to_state": "matched", "reason": "已对接。"}).content.decode()
    client.post(page, {"to_state": "matched", "provider": provider.pk, "reason": "已对接。"})
    request.refresh_from_db()
    assert (request.state, request.provider) == ("matched", provider)
    # Accepting is the provider's alone; staff take it back and the centre serves it itself.
    assert client.post(page, {"to_state": "working", "reason": "好。"}).status_code == 200
    for step in ({"to_state": "returned", "reason": "换一家。"}, {"to_state": "working", "reason": "中心来办。", "expert": expert.pk}):
        client.post(page, step)
    request.refresh_from_db()
    assert (request.state, request.provider, request.expert) == ("working", None, expert)
    assert "没有收费填 0" in client.post(page, {"to_state": "done", "reason": "办好了。"}).content.decode()
    client.post(page, {"to_state": "done", "reason": "办好了。", "fee": "0", **SERVED})
    request.refresh_from_db()
    assert (request.state, request.fee) == ("done", 0)
    assert ServiceRecord.objects.get(request_number=request.number).expert == expert


def test_staff_end_a_request_whose_owner_has_left(client):
    request, _code = asked()
    left, clerk = UserFactory(), person("director")
    ServiceRequest.objects.filter(pk=request.pk).update(state="working", owner=left)
    client.force_login(clerk)
    client.post(f"/admin/service-requests/{request.pk}/", {"to_state": "done", "reason": "办好了。", "fee": "0", **SERVED})
    assert ServiceRecord.objects.get(request_number=request.number).staff == clerk


@pytest.mark.usefixtures("recorded_contexts")
def test_open_requests_are_listed_first_on_every_database(client):
    provider = ProviderFactory()
    (done, keeper), waiting = taken_on(provider), matched(provider)
    ServiceRequest.objects.filter(pk=done.pk).update(state="done", closed_at=timezone.now(), due_at=timezone.now() - timedelta(days=9))
    rows = signed_in(keeper).get("/my/entries/requests/").context["rows"]
    client.force_login(person("director"))
    for listed in (rows, client.get("/admin/service-requests/").context["rows"]):
        assert [row.pk for row in listed] == [waiting.pk, done.pk]


def test_the_expert_who_was_asked_for_is_chosen_beforehand(client):
    RECORDS["expert"](name="甲某")
    request, _code = asked(thing=RECORDS["expert"](name="乙某"))
    client.force_login(person("director"))
    page = client.get(f"/admin/service-requests/{request.pk}/").content.decode()
    assert "selected>乙某" in page


def test_staff_who_do_not_handle_requests_see_none(client):
    client.force_login(person("editor"))
    for path in ("/admin/service-requests/", f"/admin/service-requests/{asked()[0].pk}/"):
        assert client.get(path)["Location"] == "/admin/"


def test_the_director_is_called_with_a_note_that_the_sender_does_not_read():
    director, farmer = person("director"), UserFactory()
    request, _code = asked(user=farmer)
    handle(request, "escalated", "正在研究。", person("director"), note="没有一家愿意去。")
    assert director.inbox.filter(body__contains="没有一家愿意去").exists()
    assert "没有一家愿意去" not in signed_in(farmer).get(f"/my/requests/{request.pk}/").content.decode()


def _town() -> int:
    return Town.objects.first().pk
