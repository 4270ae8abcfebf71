"""Acting for somebody else: the recorded consent, the slip, the limits, and the person's own way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases.services import find_case
from portal.core.consents import Consent
from portal.core.models import AccessEntry, AuditEntry
from portal.places.models import Town
from portal.service_requests.acting import renew_slip
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import REQUEST, withdraw
from tests.factories.catalogues import StationFactory
from tests.factories.people import UserFactory, signed_in
from tests.factories.service_requests import ASKED, acted, keeper_of
from tests.support import parts
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def in_two_days() -> str:
    """Return a day to come, as typed."""
    return (timezone.localdate() + timedelta(days=2)).isoformat()


def filled(**changes) -> dict:
    """Return the form as a relative fills it in."""
    day = timezone.localdate().isoformat()
    return {**ASKED, "town": Town.objects.first().pk, "relation": "child", "how": "oral", "consented_on": day, "agree": "on", **changes}


def test_who_acted_how_the_person_consented_and_each_look_is_kept():
    acting, _code = acted()
    request, station = acting.request, acting.station
    assert (request.user, acting.relation) == (None, "keeper")
    assert {consent.text.purpose for consent in Consent.objects.about(request)} == {"service_request", "acting_for"}
    entry = AuditEntry.objects.get(action="service_requests.acted_for")
    assert (entry.actor, entry.after["how"], entry.after["station"]) == (acting.actor, "oral", station.code)
    assert AccessEntry.objects.get().viewer == acting.actor


def test_only_the_keeper_of_a_station_acts_for_it():
    with refused("stranger"):
        acted(UserFactory(), StationFactory())


def test_a_relative_prints_a_slip_with_which_the_person_looks_up_and_withdraws(client):
    relative = UserFactory()
    browser = signed_in(relative)
    answer = browser.post("/act-for/new/", filled(phone=""))
    slip = browser.get(answer["Location"]).content.decode()
    acting = ActingFor.objects.get()
    assert ASKED["name"] in slip
    assert acting.request.number in slip
    # On paper an address without its host opens nothing.
    assert "打开 http://testserver/services/request/status/" in slip
    assert f"/services/request/status/?number={acting.request.number}" not in browser.get("/act-for/").content.decode()
    assert ASKED["name"] not in browser.get("/act-for/").content.decode()
    code = slip.partition("查询码</dt><dd>")[2].partition("<")[0].strip()
    # The person, who has no account.
    page = client.post("/services/request/status/", {"number": acting.request.number, "code": code})["Location"]
    assert acting.request.number in client.get(page).content.decode()
    client.post(f"{page}withdraw/", {"sure": "on"})
    acting.request.refresh_from_db()
    assert (acting.request.state, acting.request.name, acting.request.need) == ("withdrawn", "", "")
    assert Message.objects.filter(user=relative, subject__contains=acting.request.number).exists()


@pytest.mark.skipif("pango" in parts.missing(), reason="papers cannot be drawn here")
def test_the_slip_is_a_paper_for_who_acted_alone():
    acting, code = acted()
    path = f"/act-for/{acting.pk}/slip/"
    browser = signed_in(acting.actor)
    slip = browser.post(path)["Location"]
    assert browser.get(f"{slip}pdf/").content.startswith(b"%PDF")
    stranger = signed_in(UserFactory())
    assert [stranger.get(slip).status_code, stranger.get(f"{slip}pdf/").status_code, stranger.post(path).status_code] == [404, 404, 404]
    assert find_case(REQUEST, acting.request.number, code) is None


def test_a_new_slip_makes_the_old_code_worthless_while_the_request_is_open():
    acting, code = acted()
    renewed = renew_slip(acting, acting.actor)
    assert [find_case(REQUEST, acting.request.number, word) for word in (code, renewed)] == [None, acting.request]
    withdraw(acting.request, None)
    with refused("ended"):
        renew_slip(ActingFor.objects.get(), acting.actor)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consented_on": in_two_days}, "同意日期不能晚于今天"),
        ({"relation": ""}, "请填写“与本人的关系”"),
        ({"agree": ""}, "请先阅读并勾选同意"),
    ],
)
def test_without_a_consent_that_has_been_given_nothing_is_filed(changes, words):
    typed = {name: value() if callable(value) else value for name, value in changes.items()}
    answer = signed_in(UserFactory()).post("/act-for/new/", filled(**typed)).content.decode()
    assert words in answer
    assert ASKED["need"] in answer
    assert not ServiceRequest.objects.exists()


def test_relatives_and_keepers_have_limits_of_their_own(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "acting_relative": (1, 86400), "acting_keeper": (2, 86400)}
    relative = signed_in(UserFactory())
    relative.post("/act-for/new/", filled())
    assert "已到上限" in relative.post("/act-for/new/", filled()).content.decode()
    station = StationFactory(town=Town.objects.first())
    keeper = keeper_of(station)
    for _time in range(2):
        acted(keeper, station)
    with refused("often"):
        acted(keeper, station)
