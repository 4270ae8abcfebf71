"""A place taken for somebody else: the recorded consent, the slip, the person's own way back, and who hears of what."""

import re

import pytest

from portal.accounts.models import Message
from portal.acting.models import ActingForPlace
from portal.acting.services import PLACES, accept_place, give_place_back, renew_place_slip
from portal.cases.receipts import receipt
from portal.cases.services import find_case
from portal.core.consents import Consent
from portal.core.models import AccessEntry, AuditEntry
from portal.enrolment.services import participants
from portal.places.models import Town
from portal.training.answers import ask
from portal.training.models import Feedback
from tests.factories.acting import PERSON, act
from tests.factories.catalogues import StationFactory
from tests.factories.events import event, event_keeper, offer_of, takes_part
from tests.factories.people import UserFactory, signed_in
from tests.factories.training import SessionFactory, attend
from tests.my.public_forms import FORMS
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def filled(form: str, **changes) -> dict:
    """Return a form as a relative fills it in."""
    return {**FORMS[form].typed, **PERSON, **changes}


def test_a_relative_signs_somebody_up_for_a_session_and_the_person_gives_the_place_back_with_the_slip(client):
    session, relative = SessionFactory(), UserFactory()
    browser = signed_in(relative)
    path = f"{session.get_absolute_url()}act-for/"
    assert f'href="{path}"' in client.get(session.get_absolute_url()).content.decode()
    slip = browser.get(browser.post(path, filled("training:act-for"))["Location"]).content.decode()
    acting = ActingForPlace.objects.get()
    place = acting.place
    assert (place.user, place.name, place.state, place.audience) == (None, "李大山", "enrolled", "farmers")
    assert {consent.text.purpose for consent in Consent.objects.about(place)} == {"training_to_organiser", "acting_for_place"}
    assert AuditEntry.objects.get(action="acting.place").actor == AuditEntry.objects.get(action="enrolment.enrolled").actor == relative
    assert AccessEntry.objects.filter(viewer=relative, field="name").exists()
    assert "李大山" in slip
    assert f"/act-for/status/?number={acting.number}" not in browser.get("/act-for/").content.decode()
    assert acting.number in browser.get("/act-for/").content.decode()
    # The person, who has no account.
    code = re.search(r"查询码</dt><dd>\s*(\w+)", slip)[1]
    page = client.post("/act-for/status/", {"number": acting.number, "code": code})["Location"]
    assert str(session) in client.get(page).content.decode()
    client.post(f"{page}cancel/", {"sure": "on"})
    place.refresh_from_db()
    assert (bool(place.cancelled_at), place.name, place.phone) == (True, "", "")
    assert not Consent.objects.about(place).in_force().exists()
    assert "已取消" in client.get(page).content.decode()
    assert Message.objects.filter(user=relative, subject__contains=str(session)).exists()


def test_staff_see_who_comes_though_the_person_has_no_account():
    acting, _code = act(station=StationFactory(town=Town.objects.first()))
    (row,) = participants(acting.place.offer, event_keeper())
    assert (row.name, row.remark, acting.relation) == ("李大山", "代办", "keeper")


def test_the_same_person_is_signed_up_once_and_another_as_well():
    offer = offer_of(event())
    act(offer)
    with refused("twice"):
        act(offer)
    act(offer, name="李小山")
    assert offer.enrolments.standing().count() == 2


def test_who_acted_hears_of_a_free_place_and_the_person_takes_it_with_the_slip(client):
    salon = event(capacity=1)
    first = takes_part(salon)
    acting, code = act(offer_of(salon))
    signed_in(first.user).post(f"/my/events/{first.pk}/cancel/")
    message = Message.objects.get(user=acting.actor)
    assert ("您替李**报名" in message.subject, message.url) == (True, "/act-for/")
    page = client.post("/act-for/status/", {"number": acting.number, "code": code})["Location"]
    assert "请在" in client.get(page).content.decode()
    client.post(f"{page}accept/")
    assert acting.place._meta.model.objects.get(pk=acting.place.pk).state == "enrolled"
    with refused("mine"):
        accept_place(ActingForPlace.objects.get())


def test_who_was_there_keeps_the_place_and_nobody_without_an_account_is_asked_afterwards():
    acting, _code = act(SessionFactory(), town=None, audience="farmers")
    attend(acting.place)
    with refused("attended"):
        give_place_back(acting)
    session = acting.place.offer
    type(session).objects.update(ends_on=session.starts_on.replace(year=2020), starts_on=session.starts_on.replace(year=2020))
    ask()
    assert not Feedback.objects.exists()


def test_a_new_slip_makes_the_old_code_worthless_and_is_who_acted_alone():
    acting, code = act()
    with refused("mine"):
        renew_place_slip(acting, UserFactory())
    renewed = renew_place_slip(acting, acting.actor)
    assert [find_case(PLACES, acting.number, word) for word in (code, renewed)] == [None, acting]
    slip = f"/act-for/places/slip/{receipt(PLACES, acting, renewed)}/"
    assert [signed_in(user).get(slip).status_code for user in (acting.actor, UserFactory())] == [200, 404]
    give_place_back(ActingForPlace.objects.get())
    with refused("ended"):
        renew_place_slip(ActingForPlace.objects.get(), acting.actor)


def test_a_full_offer_without_a_consent_keeps_what_was_typed():
    session = SessionFactory()
    answer = signed_in(UserFactory()).post(f"{session.get_absolute_url()}act-for/", filled("training:act-for", agree="")).content.decode()
    assert ("请先阅读并勾选同意" in answer, "李大山" in answer, "残疾" in answer) == (True, True, False)
    assert not ActingForPlace.objects.exists()
