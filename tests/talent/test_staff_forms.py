"""What staff fill in about posts and recommended people: the forms of the admin screens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.talent.forms.staff import RecommendationStaffForm, StaffJobForm
from portal.talent.viewsets import JobViewSet, RecommendationViewSet
from tests.factories.people import UserFactory
from tests.factories.talent import open_job, recommendation, shown_notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_county")]


def form_of(viewset):
    """Return the form class of an admin screen."""
    return viewset().get_edit_handler().get_form_class()


def test_staff_set_the_last_day_once():
    """Afterwards the enterprise renews its post."""
    form = form_of(JobViewSet)
    assert issubclass(form, StaffJobForm)
    assert not form(for_user=UserFactory()).fields["valid_until"].disabled
    assert form(instance=open_job(), for_user=UserFactory()).fields["valid_until"].disabled


def test_only_people_who_show_a_notice_are_recommended_and_by_their_family_name():
    form = form_of(RecommendationViewSet)
    assert issubclass(form, RecommendationStaffForm)
    shown = shown_notice(UserFactory(first_name="李晓梅", last_name="")).user
    shown_notice(valid_until=timezone.localdate() - timedelta(days=1))
    people = form(for_user=UserFactory()).fields["user"]
    assert list(people.queryset) == [shown]
    assert "晓梅" not in people.label_from_instance(shown)


def test_who_is_recommended_stays_the_same_person():
    made = recommendation()
    shown_notice()
    form = form_of(RecommendationViewSet)(instance=made, for_user=UserFactory())
    assert list(form.fields["user"].queryset) == [made.user]
