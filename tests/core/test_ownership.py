"""Whose records these are: one person's, or those of the members of an organisation, in the roles that count."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.core.ownership import OwnedByOrganisation, must_own
from portal.enterprises.models import Membership, VerificationRequest
from portal.talent.models import Job, WantedNotice
from tests.factories.people import UserFactory
from tests.factories.talent import member, open_job, shown_notice
from tests.support.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_county")]


def test_a_persons_records():
    notice = shown_notice()
    assert list(WantedNotice.objects.owned_by(notice.user)) == [notice]
    assert not WantedNotice.objects.owned_by(UserFactory()).exists()


def test_a_path_to_the_person_of_another_name():
    user = UserFactory()
    papers = VerificationRequest.objects.create(kind="register", applicant=user, name="山里红商行", enterprise_kind="ecommerce")
    assert list(VerificationRequest.objects.owned_by(user)) == [papers]
    assert not VerificationRequest.objects.owned_by(UserFactory()).exists()


def test_the_records_of_a_public_organisation_belong_to_its_present_members():
    user, enterprise = member()
    job = open_job(enterprise)
    assert list(Job.objects.owned_by(user)) == [job]
    assert not Job.objects.owned_by(member()[0]).exists()
    enterprise.memberships.update(left_at="2026-01-01T00:00:00Z")
    assert not Job.objects.owned_by(user).exists()
    enterprise.memberships.update(left_at=None)
    type(enterprise).objects.filter(pk=enterprise.pk).update(live=False)
    assert not Job.objects.owned_by(user).exists()


@pytest.mark.parametrize(("role", "found"), [("owner", 1), ("manager", 1), ("recruiter", 0)])
def test_only_members_in_the_roles_that_count(role, found):
    class OwnersRecords(OwnedByOrganisation):
        owner_roles = frozenset({Membership.Role.OWNER, Membership.Role.MANAGER})

    user, enterprise = member()
    enterprise.memberships.update(role=role)
    open_job(enterprise)
    assert OwnersRecords(Job).owned_by(user).count() == found


def test_who_has_not_signed_in_owns_nothing():
    open_job()
    assert not Job.objects.owned_by(AnonymousUser()).exists()
    assert not WantedNotice.objects.owned_by(AnonymousUser()).exists()


def test_a_service_refuses_what_belongs_to_somebody_else():
    notice = shown_notice()
    must_own(notice, notice.user)
    with refused("mine", match="求职信息"):
        must_own(notice, UserFactory())
