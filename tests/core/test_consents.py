"""What people agreed to."""

import pytest

from portal.core import consents
from portal.core.consents import Consent, ConsentText
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    return ConsentText.objects.create(purpose="terms", title="用户协议", text="一")


def test_consent_is_to_one_version(terms):
    person = UserFactory()
    assert not consents.has(person, "terms")
    given = consents.give(person, "terms")
    assert consents.give(person, "terms") == given
    assert consents.has(person, "terms", current_text=True)
    ConsentText.objects.create(purpose="terms", version=2, title="用户协议", text="二")
    assert consents.has(person, "terms")
    assert not consents.has(person, "terms", current_text=True)


def test_withdrawing_ends_it_and_keeps_the_record(terms):
    person = UserFactory()
    consents.give(person, "terms")
    assert consents.withdraw(person, "terms") == 1
    assert not consents.has(person, "terms")
    assert Consent.objects.get().withdrawn_at


def test_separate_consent_is_about_one_thing(terms):
    person, one, other = UserFactory(), UserFactory(), UserFactory()
    consents.give(person, "terms", subject=one)
    assert consents.has(person, "terms", subject=one)
    assert not consents.has(person, "terms", subject=other)
    assert not consents.has(person, "terms")


def test_nobody_consents_to_nothing():
    with pytest.raises(ConsentText.DoesNotExist):
        consents.give(UserFactory(), "terms")
