"""Who alone owns an enterprise hands it over, or gives it back, before closing the account."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.closing import close_account, hindrances
from portal.core.audit import AuditEntry
from portal.enterprises.models import Enterprise, Invitation, Membership, VerificationRequest
from portal.enterprises.services import members
from portal.enterprises.services.verification import submit, verify
from portal.talent.models import Job
from tests.enterprises.people import member
from tests.factories.enterprises import EnterpriseFactory, RequestFactory
from tests.factories.people import UserFactory, agreed, person
from tests.factories.talent import open_job, practice_offer
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def enterprise(new_county):
    return EnterpriseFactory(verified_at=timezone.now())


@pytest.fixture
def owner(enterprise, client):
    user = member(enterprise).user
    client.force_login(user)
    return user


def test_the_last_owner_reads_what_to_do_and_where(client, enterprise, owner):
    user = owner
    user.phone, user.phone_verified = "13900001111", True
    user.save()
    page = client.get(reverse("accounts:data-close")).content.decode()
    assert f"您是“{enterprise.name}”唯一的负责人" in page
    assert reverse("enterprises:my-members", args=[enterprise.pk]) in page
    assert reverse("enterprises:my-give-back", args=[enterprise.pk]) in page
    with refused("hindered"):
        close_account(user, user)


def test_after_handing_over_the_account_closes(enterprise, owner):
    colleague = member(enterprise, Role.MANAGER)
    offer = members.offer_hand_over(enterprise, owner, colleague)
    assert hindrances(owner)
    members.answer_hand_over(enterprise, colleague.user, offer, "accepted")
    close_account(owner, owner)
    assert Membership.objects.current().get(organisation=enterprise).user == colleague.user


@pytest.mark.parametrize("role", [Role.MANAGER, Role.RECRUITER])
def test_who_is_no_owner_closes_at_once(enterprise, owner, role):
    colleague = member(enterprise, role).user
    close_account(colleague, colleague)
    assert Membership.objects.current().get(organisation=enterprise).user == owner


def test_given_back_nobody_acts_for_it_and_it_can_be_claimed_anew(client, enterprise, owner):
    colleague = member(enterprise, Role.MANAGER).user
    members.invite(enterprise, owner, "13900002222", Role.MANAGER)
    renewal = submit(RequestFactory.build(kind="renew", enterprise=enterprise, town=enterprise.town), owner)
    job, offer = open_job(enterprise, owner), practice_offer(enterprise)
    address = reverse("enterprises:my-give-back", args=[enterprise.pk])
    assert address in client.get(reverse("enterprises:my-members", args=[enterprise.pk])).content.decode()
    assert client.post(address, {}).status_code == 200, "nothing is given back unless meant"
    assert client.post(address, {"sure": "on"})["Location"] == reverse("enterprises:my")
    assert not Membership.objects.current().filter(organisation=enterprise).exists()
    stored = Enterprise.objects.get(pk=enterprise.pk)
    assert (stored.live, stored.verification) == (True, "")
    assert "认领并管理" in client.get(enterprise.get_absolute_url()).content.decode()
    assert not Invitation.objects.open().exists()
    assert VerificationRequest.objects.get(pk=renewal.pk).state == "withdrawn"
    assert Job.objects.get(pk=job.pk).state == "closed"
    offer.refresh_from_db()
    assert offer.closed_at
    assert "不再是成员" in colleague.inbox.first().body
    assert AuditEntry.objects.get(action="enterprises.given_back").actor == owner
    close_account(owner, owner)
    claim = submit(
        RequestFactory.build(name=enterprise.name, credit_code=enterprise.credit_code, town=enterprise.town), agreed(UserFactory())
    )
    assert verify(claim, person("director")) == enterprise


def test_with_another_owner_it_is_not_given_back(enterprise, owner):
    member(enterprise, Role.OWNER)
    assert not hindrances(owner)
    with refused("owned"):
        members.give_back(enterprise, owner)


def test_only_an_owner_gives_it_back(client, enterprise, owner):
    manager = member(enterprise, Role.MANAGER).user
    with refused("owner"):
        members.give_back(enterprise, manager)
    client.force_login(manager)
    assert client.get(reverse("enterprises:my-give-back", args=[enterprise.pk])).status_code == 404
