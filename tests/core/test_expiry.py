"""Records with a last day: who has run out ends once, who ends soon is told once for each last day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Message
from portal.talent.models import Job
from portal.talent.services.notices import remind_of_notices
from tests.factories.talent import open_job, shown_notice, take_posts

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def test_what_has_run_out_is_ended_and_nothing_else():
    past, today = open_job(valid_until=in_days(-1)), open_job(valid_until=in_days(0))
    ended = []
    Job.objects.expire_due(ended.append)
    assert ended == [past]
    assert list(Job.objects.not_expired()) == [today]


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (7, True), (8, False)])
def test_owners_are_told_within_the_days(days, is_told):
    open_job(valid_until=in_days(days))
    told = []
    Job.objects.remind_due(7, told.append)
    assert bool(told) is is_told


def test_a_new_term_is_told_anew():
    job = open_job(valid_until=in_days(3))
    told = []
    for _again in range(2):
        Job.objects.remind_due(7, told.append)
    Job.objects.filter(pk=job.pk).update(valid_until=in_days(5))
    Job.objects.remind_due(7, told.append)
    assert told == [job, job]
    assert Job.objects.get().reminded_for == in_days(5)


def test_one_that_fails_leaves_it_to_be_told_again():
    open_job(valid_until=in_days(3))

    def fail(_record):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Job.objects.remind_due(7, fail)
    assert Job.objects.get().reminded_for is None


def test_authors_of_notices_hear_that_they_end(new_county):
    take_posts()
    notice, later = shown_notice(valid_until=in_days(2)), shown_notice(valid_until=in_days(40))
    hidden = shown_notice(valid_until=in_days(2), hidden_at=timezone.now())
    for _again in range(2):
        remind_of_notices()
    assert [message.url for message in Message.objects.filter(user=notice.user)] == ["/my/wanted/"]
    assert not Message.objects.filter(user__in=[later.user, hidden.user]).exists()
