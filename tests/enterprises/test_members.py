"""Inviting, joining, changing, leaving and handing over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message, TextMessage
from portal.core.audit import AuditEntry
from portal.enterprises.models import HandOver, Invitation, Membership, Offer
from portal.enterprises.services import members
from tests.enterprises.people import member
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, agreed
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
Role, State = Membership.Role, Offer.State
PHONE = "13912345678"


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory()


@pytest.fixture
def owner(enterprise):
    return member(enterprise)


def test_invited_by_number_and_joined(client, enterprise, owner, django_capture_on_commit_callbacks):
    guest = agreed(UserFactory(phone=PHONE, phone_verified=True))
    client.force_login(owner.user)
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("enterprises:my-invite", args=[enterprise.pk])
        assert client.post(address, {"phone": "139 1234 5678", "role": Role.RECRUITER}).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM enterprises_invitation")
        assert PHONE not in cursor.fetchone()[0]
    assert enterprise.name in TextMessage.objects.get().text
    page = client.get(reverse("enterprises:my-members", args=[enterprise.pk])).content.decode()
    assert "139****5678" in page
    assert PHONE not in page
    client.force_login(guest)
    assert enterprise.name in client.get(reverse("enterprises:my")).content.decode()
    invitation = Invitation.objects.get()
    client.post(reverse("enterprises:invitation-answer", args=[invitation.pk]), {"accept": "1"})
    assert Membership.objects.get(user=guest).role == Role.RECRUITER
    assert Message.objects.filter(user=owner.user).exists()
    assert PHONE not in str(list(AuditEntry.objects.values_list("before", "after", "object_name")))


def test_an_invitation_is_for_the_proved_number_alone(enterprise, owner):
    invitation = members.invite(enterprise, owner.user, PHONE, Role.MANAGER)
    for stranger in (UserFactory(phone=PHONE), UserFactory(phone="13900000009", phone_verified=True), UserFactory()):
        with refused("invitation"):
            members.answer_invitation(enterprise, stranger, invitation, accept=True)


def test_old_withdrawn_and_answered_invitations_are_dead(enterprise, owner):
    guest = UserFactory(phone=PHONE, phone_verified=True)
    first = members.invite(enterprise, owner.user, PHONE, Role.MANAGER)
    second = members.invite(enterprise, owner.user, PHONE, Role.RECRUITER)
    with refused("invitation"):
        members.answer_invitation(enterprise, guest, first, accept=True)
    members.answer_invitation(enterprise, guest, second, accept=False)
    with refused("invitation"):
        members.answer_invitation(enterprise, guest, second, accept=True)
    third = members.invite(enterprise, owner.user, PHONE, Role.RECRUITER)
    Invitation.objects.filter(pk=third.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with refused("invitation"):
        members.answer_invitation(enterprise, guest, third, accept=True)
    assert not Membership.objects.filter(user=guest).exists()


def test_an_enterprise_invites_so_many_a_day(enterprise, owner, settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "invitations": (2, 3600)}
    for number in range(2):
        members.invite(enterprise, owner.user, f"1390000333{number}", Role.MANAGER)
    with refused("limit"):
        members.invite(enterprise, owner.user, "13900003339", Role.MANAGER)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("role", [Role.MANAGER, Role.RECRUITER])
def test_only_owners_manage_members(enterprise, owner, role):
    other = member(enterprise, role)
    for deed in (
        lambda: members.invite(enterprise, other.user, PHONE, Role.MANAGER),
        lambda: members.change_role(enterprise, other.user, other, Role.MANAGER),
        lambda: members.end_membership(enterprise, other.user, owner),
        lambda: members.offer_hand_over(enterprise, other.user, owner),
    ):
        with refused("owner", match="只有负责人"):
            deed()


def test_nobody_becomes_owner_but_by_hand_over(enterprise, owner):
    other = member(enterprise, Role.MANAGER)
    with refused("role"):
        members.change_role(enterprise, owner.user, other, Role.OWNER)
    with refused("role"):
        members.invite(enterprise, owner.user, PHONE, Role.OWNER)


def test_hand_over_needs_both(client, enterprise, owner):
    other = member(enterprise, Role.MANAGER)
    client.force_login(owner.user)
    client.post(reverse("enterprises:hand-over-offer", args=[enterprise.pk, other.pk]))
    offer = HandOver.objects.get()
    assert Membership.objects.get(pk=other.pk).role == Role.MANAGER
    answer = reverse("enterprises:hand-over-answer", args=[enterprise.pk, offer.pk])
    assert client.post(answer, {"accepted": "1"}).status_code == 409
    client.force_login(other.user)
    assert client.post(answer, {"accepted": "1"}).status_code == 302
    assert Membership.objects.get(pk=other.pk).role == Role.OWNER
    assert Membership.objects.get(pk=owner.pk).role == Role.MANAGER


def test_a_hand_over_declined_or_withdrawn_changes_nothing(enterprise, owner):
    other = member(enterprise, Role.MANAGER)
    for user, state in ((other.user, State.DECLINED), (owner.user, State.WITHDRAWN)):
        offer = members.offer_hand_over(enterprise, owner.user, other)
        with refused("open", match="已有一项"):
            members.offer_hand_over(enterprise, owner.user, other)
        members.answer_hand_over(enterprise, user, offer, state)
        with refused("transition"):
            members.answer_hand_over(enterprise, other.user, offer, State.ACCEPTED)
    assert Membership.objects.get(pk=owner.pk).role == Role.OWNER


def test_the_last_owner_cannot_leave(client, enterprise, owner):
    other = member(enterprise, Role.MANAGER)
    client.force_login(owner.user)
    address = reverse("enterprises:member-end", args=[enterprise.pk, owner.pk])
    refused = client.post(address)
    assert refused.status_code == 409
    assert "请先移交" in refused.content.decode()
    members.answer_hand_over(enterprise, other.user, members.offer_hand_over(enterprise, owner.user, other), State.ACCEPTED)
    assert client.post(address).status_code == 302
    assert client.get(enterprise.get_owner_url()).status_code == 404


def test_leaving_ends_an_open_hand_over(enterprise, owner):
    other = member(enterprise, Role.MANAGER)
    offer = members.offer_hand_over(enterprise, owner.user, other)
    members.end_membership(enterprise, owner.user, other)
    offer.refresh_from_db()
    assert offer.state == State.DECLINED
    with refused("gone"):
        members.answer_hand_over(enterprise, other.user, offer, State.ACCEPTED)


def test_strangers_learn_nothing(client, enterprise, owner):
    client.force_login(agreed(UserFactory()))
    for name in ("my-enterprise", "my-page", "my-members", "my-invite", "my-renew"):
        assert client.get(reverse(f"enterprises:{name}", args=[enterprise.pk])).status_code == 404, name
        assert client.get(reverse(f"enterprises:{name}", args=[enterprise.pk + 999])).status_code == 404, name
    for key in (enterprise.pk, enterprise.pk + 999):
        assert client.get(reverse("my:appeal", args=["enterprise", key])).status_code == 404


def test_a_recruiter_may_look_but_not_edit(client, enterprise):
    client.force_login(member(enterprise, Role.RECRUITER).user)
    assert client.get(enterprise.get_owner_url()).status_code == 200
    assert client.get(reverse("enterprises:my-page", args=[enterprise.pk])).status_code == 404
    assert client.post(reverse("enterprises:my-confirm", args=[enterprise.pk])).status_code == 404
