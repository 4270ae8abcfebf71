"""People who look for work: shown only while they agree, numbers told only by themselves, places never given twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core import consents
from portal.core.consents import Consent
from portal.core.models import AccessEntry
from portal.enrolment.services import give_back, participants, take
from portal.talent.models import PracticePlace, Recommendation, WantedNotice
from portal.talent.services import notices
from tests.factories.people import UserFactory, person
from tests.factories.talent import member, practice_offer, recommendation, shown_notice
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("job_county")


def test_a_notice_is_shown_while_its_author_agrees():
    notice = shown_notice()
    assert list(WantedNotice.objects.visible()) == [notice]
    Consent.objects.filter(object_kind="talent.wantednotice").update(withdrawn_at=timezone.now())
    assert not WantedNotice.objects.visible().exists()


def test_a_notice_past_its_day_or_hidden_is_not_shown():
    notice = shown_notice(valid_until=timezone.localdate() - timedelta(days=1))
    assert not WantedNotice.objects.visible().exists()
    fresh = shown_notice(notice.user)
    notices.hide_notice(fresh, fresh.user)
    assert not WantedNotice.objects.visible().exists()


def test_the_author_decides_who_gets_the_number():
    author = UserFactory(phone="13800138000")
    notice = shown_notice(author)
    employer, enterprise = member()
    message = notices.write_to(notice, enterprise, employer, "想请您来面试。")
    assert notices.revealed_phone(message, employer) == ""
    notices.reveal_phone(message, author)
    assert notices.revealed_phone(message, employer) == "13800138000"
    assert AccessEntry.objects.filter(person=author, viewer=employer, field="phone").exists()
    for stranger in (member()[0], person("superuser")):
        assert notices.revealed_phone(message, stranger) == ""
    consents.withdraw(author, "phone_to_employer", subject=message)
    assert notices.revealed_phone(message, employer) == ""


def test_messages_are_for_verified_enterprises_once_a_day_and_without_swindles():
    notice = shown_notice()
    employer, enterprise = member()
    with refused("unverified"):
        notices.write_to(notice, enterprise, UserFactory(), "你好")
    with refused("blocked", match="请删去"):
        notices.write_to(notice, enterprise, employer, "入职先交押金 500 元")
    notices.write_to(notice, enterprise, employer, "想请您来面试。")
    with refused("often"):
        notices.write_to(notice, enterprise, employer, "再说一次。")


def test_recommended_people_are_seen_by_employers_first_and_by_all_only_if_they_agree(settings):
    first, both = recommendation(), recommendation(publicly=True)
    recommendation(consented=False)
    assert set(Recommendation.objects.for_employers()) == {first, both}
    assert not Recommendation.objects.visible().exists()
    old = timezone.now() - timedelta(days=settings.TALENT_EMPLOYERS_FIRST_DAYS + 1)
    Recommendation.objects.update(first_published_at=old)
    assert list(Recommendation.objects.visible()) == [both]


def test_the_last_place_is_given_once_and_free_again_after_it_is_given_back():
    offer = practice_offer(quota=1)
    first, second = UserFactory(), UserFactory()
    place = take(offer, first, name="王一", phone="13800138001")
    with refused("full", match="已满"):
        take(offer, second, name="王二", phone="13800138002")
    give_back(place, first)
    place.refresh_from_db()
    assert (place.name, place.phone) == ("", "")
    take(offer, second, name="王二", phone="13800138002")
    assert PracticePlace.objects.filter(cancelled_at=None).count() == 1


def test_only_the_enterprise_reads_the_list_and_only_with_consent():
    employer, enterprise = member()
    offer, user = practice_offer(enterprise), UserFactory()
    place = take(offer, user, name="王一", phone="13800138001")
    assert participants(offer, employer) == [place]
    with refused("stranger"):
        participants(offer, person("superuser"))
    consents.withdraw(user, "practice_to_employer", subject=place)
    assert participants(offer, employer) == []
