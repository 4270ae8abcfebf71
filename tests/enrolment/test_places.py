"""Places of an offer: taken, waited for, given back, seen, ended. Practice places stand for every offer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import Message
from portal.accounts.personal_data import parts
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from portal.core.transitions import TransitionError
from portal.enrolment.services import close, give_back, move_up, participants, take
from portal.talent.models import PracticeOffer, PracticePlace
from portal.talent.services.practice import forget_contacts
from tests.factories.people import UserFactory, person
from tests.factories.talent import member, practice_offer

pytestmark = pytest.mark.usefixtures("new_county")
TOLD = "报名成功：直播助理实训"


@pytest.fixture
def waiting_list(monkeypatch):
    """Offers at which those who come too late wait."""
    monkeypatch.setattr(PracticeOffer, "has_waiting_list", True)


def enrol(offer, number: int) -> PracticePlace:
    """Take a place as a new person."""
    return take(offer, UserFactory(), name=f"王{number}", phone=f"1380013800{number}")


def code_of(error) -> str:
    """Return the code of the one refusal."""
    return error.value.code


def states(offer) -> dict[str, str]:
    """Return the state of each standing row by name."""
    return {row.name: row.state for row in offer.enrolments.standing()}


def test_without_a_waiting_list_the_offer_is_full():
    offer = practice_offer(quota=1)
    enrol(offer, 1)
    with pytest.raises(TransitionError) as refused:
        enrol(offer, 2)
    assert code_of(refused) == "full"
    assert states(offer) == {"王1": "enrolled"}


def test_the_waiting_list_moves_up_in_order_and_is_told(waiting_list):
    offer = practice_offer(quota=1)
    first, second, third = (enrol(offer, number) for number in (1, 2, 3))
    assert states(offer) == {"王1": "enrolled", "王2": "waiting", "王3": "waiting"}
    assert {row.name: row.position for row in offer.enrolments.with_position()} == {"王1": None, "王2": 1, "王3": 2}
    give_back(first, first.user)
    assert states(offer) == {"王2": "enrolled", "王3": "waiting"}
    assert Message.objects.filter(user=second.user, subject=TOLD).count() == 1
    assert not Message.objects.filter(user=third.user, subject=TOLD).exists()
    assert AuditEntry.objects.filter(action="enrolment.moved_up", object_id=str(second.pk)).count() == 1


def test_who_waits_and_goes_lets_nobody_jump_the_queue(waiting_list):
    offer = practice_offer(quota=1)
    first, second = enrol(offer, 1), enrol(offer, 2)
    give_back(second, second.user)
    assert states(offer) == {"王1": "enrolled"}
    enrol(offer, 3)
    enrol(offer, 4)
    give_back(first, first.user)
    assert states(offer) == {"王3": "enrolled", "王4": "waiting"}


def test_a_raised_quota_goes_to_those_who_wait_before_anybody_new(waiting_list):
    offer = practice_offer(quota=1)
    for number in (1, 2, 3):
        enrol(offer, number)
    PracticeOffer.objects.update(quota=2)
    enrol(offer, 4)
    assert states(offer) == {"王1": "enrolled", "王2": "enrolled", "王3": "waiting", "王4": "waiting"}
    PracticeOffer.objects.update(quota=3)
    move_up(offer)
    assert states(offer)["王3"] == "enrolled"


def test_a_person_has_one_standing_place(waiting_list):
    offer, user = practice_offer(quota=1), UserFactory()
    place = take(offer, user, name="王一", phone="13800138001")
    with pytest.raises(TransitionError) as refused:
        take(offer, user, name="王一", phone="13800138001")
    assert code_of(refused) == "twice"
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticePlace.objects.create(offer=offer, user=user)
    give_back(place, user)
    take(offer, user, name="王一", phone="13800138001")
    assert offer.enrolments.standing().count() == 1


@pytest.mark.parametrize("change", ["hidden", "closed", "past"])
def test_nothing_is_taken_of_what_is_hidden_closed_or_past(change):
    values = {
        "hidden": {"live": False},
        "closed": {"closed_at": timezone.now()},
        "past": {"apply_until": timezone.localdate() - timedelta(days=1)},
    }[change]
    offer = practice_offer()
    PracticeOffer.objects.update(**values)
    with pytest.raises(TransitionError) as refused:
        enrol(offer, 1)
    assert code_of(refused) == "ended"
    assert not offer.enrolments.exists()


def test_only_the_person_gives_back_and_only_once():
    offer = practice_offer()
    place = enrol(offer, 1)
    with pytest.raises(TransitionError) as refused:
        give_back(place, UserFactory())
    assert code_of(refused) == "mine"
    give_back(place, place.user)
    place.refresh_from_db()
    assert (place.name, place.phone, place.cancelled_at is None) == ("", "", False)
    assert not consents.has(place.user, PracticePlace.purpose, subject=place)
    with pytest.raises(TransitionError) as refused:
        give_back(place, place.user)
    assert code_of(refused) == "mine"


def test_each_look_at_the_participants_is_noted_and_strangers_look_at_nothing():
    employer, enterprise = member()
    offer = practice_offer(enterprise)
    places = [enrol(offer, number) for number in (1, 2)]
    assert participants(offer, employer) == places
    assert AccessEntry.objects.filter(viewer=employer, field="phone", object_kind="talent.practiceplace").count() == 2
    for stranger in (member()[0], person("superuser"), places[0].user):
        with pytest.raises(TransitionError) as refused:
            participants(offer, stranger)
        assert code_of(refused) == "stranger"
    consents.withdraw(places[0].user, PracticePlace.purpose, subject=places[0])
    assert participants(offer, employer) == places[1:]
    assert AccessEntry.objects.filter(viewer=employer).count() == 3


def test_a_long_list_of_participants_asks_no_more_than_a_short_one():
    employer, enterprise = member()
    # A request knows its user's rights; the log asks for them.
    employer.get_all_permissions()
    offer = practice_offer(enterprise, quota=30)
    counted = []
    for rows in (1, 20):
        for number in range(rows):
            enrol(offer, number % 10)
        with CaptureQueriesContext(connection) as captured:
            participants(offer, employer)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_ended_by_who_runs_it_and_once():
    employer, enterprise = member()
    offer = practice_offer(enterprise)
    with pytest.raises(TransitionError) as refused:
        close(offer, member()[0])
    assert code_of(refused) == "stranger"
    close(offer, employer)
    assert not PracticeOffer.objects.get(pk=offer.pk).takes_enrolments()
    with pytest.raises(TransitionError) as refused:
        close(offer, employer)
    assert code_of(refused) == "ended"


def test_a_list_of_offers_counts_all_places_at_once():
    offers = [practice_offer() for _offer in range(3)]
    enrol(offers[1], 1)
    with CaptureQueriesContext(connection) as captured:
        left = [offer.places_left for offer in PracticeOffer.objects.with_taken().order_by("pk")]
    assert (left, len(captured)) == ([2, 1, 2], 1)


def test_a_closed_account_leaves_its_place_to_the_next(waiting_list):
    offer = practice_offer(quota=1)
    first = enrol(offer, 1)
    enrol(offer, 2)
    [part] = [part for part in parts() if part.code == "practice"]
    assert list(part.rows(first.user)[0].values())[:4] == ["直播助理实训", "王1", "13800138001", "已报名"]
    part.erase(first.user)
    assert not PracticePlace.objects.filter(user=first.user).exists()
    assert states(offer) == {"王2": "enrolled"}


def test_contacts_are_forgotten_long_after(settings):
    place = enrol(practice_offer(), 1)
    PracticeOffer.objects.update(ends_on=timezone.localdate() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS + 1))
    forget_contacts()
    place.refresh_from_db()
    assert (place.name, place.phone, place.shown_name) == ("", "", "（已到期清除）")
