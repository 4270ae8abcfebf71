"""A record moves along its table, one mover at a time, with its reason, its entry in the log and the signal that others listen to."""

import pytest

from portal.core import audit, consents
from portal.core.audit import AuditEntry
from portal.core.cache import current_stamp
from portal.core.lifecycle import Lifecycle, record_changed, visibility_changed
from portal.core.transitions import StateTable, TransitionError
from portal.talent.models import Job
from tests.factories.people import UserFactory
from tests.factories.talent import open_job, shown_notice
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db

MOVES = StateTable({"draft": {"open"}, "open": {"filled", "closed"}, "filled": set(), "closed": set()})


@pytest.fixture
def booked():
    """What the ledger of the lifecycle was told."""
    return []


@pytest.fixture
def lives(booked):
    return Lifecycle(Job, MOVES, prefix="test.job", reasoned={"closed"}, ledger=lambda record, move: booked.append((record, move)))


@pytest.fixture
def heard():
    """What listeners were told."""
    found = []

    def listen(instance, move, **_signal):
        found.append((instance, move))

    record_changed.connect(listen)
    yield found
    record_changed.disconnect(listen)


def test_a_move_is_saved_logged_booked_and_told(lives, booked, heard):
    job, user = open_job(), UserFactory()
    moved = lives.move(job.pk, "filled", actor=user, reason=" 招满了 ", headcount=7)
    job.refresh_from_db()
    assert (moved, job.state, job.headcount) == (job, "filled", 7)
    (record, move) = booked[0]
    assert (record.pk, move.from_state, move.to_state, move.actor, move.reason) == (job.pk, "open", "filled", user, "招满了")
    assert [(instance.pk, told) for instance, told in heard] == [(job.pk, move)]
    entry = AuditEntry.objects.get(action="test.job.filled")
    assert (entry.actor, entry.before, entry.after, entry.reason) == (user, {"state": "open"}, {"state": "filled"}, "招满了")
    assert audit.action_name("test.job.filled") == "招聘职位：已招满"


@pytest.mark.parametrize(
    ("to_state", "reason", "code"), [("draft", "理由", "transition"), ("open", "理由", "transition"), ("closed", " ", "reason")]
)
def test_a_move_that_is_refused_leaves_no_trace(lives, booked, heard, to_state, reason, code):
    job = open_job()
    heard.clear()
    with pytest.raises(TransitionError) as refused:
        lives.move(job.pk, to_state, reason=reason)
    assert refused.value.code == code
    assert Job.objects.get(pk=job.pk).state == "open"
    assert (booked, heard) == ([], [])
    assert not AuditEntry.objects.filter(action__startswith="test.job.").exists()


def test_a_stale_copy_moves_nothing_twice(lives):
    job = open_job()
    lives.move(job.pk, "filled")
    with refused("transition", match="当前状态"):
        lives.move(job.pk, "closed", reason="我这里还开着")


def test_only_what_is_within_reach_is_moved(lives):
    job = open_job()
    with pytest.raises(Job.DoesNotExist):
        lives.move(job.pk, "filled", within=Job.objects.filter(poster=UserFactory()))


def test_the_public_pages_are_made_anew(lives):
    """Whether a record moves or what decides about it has changed elsewhere."""
    job = open_job()
    first = current_stamp()
    lives.move(job.pk, "filled")
    second = current_stamp()
    visibility_changed(job)
    assert len({first, second, current_stamp()}) == 3


@pytest.mark.usefixtures("new_county")
def test_a_consent_that_is_given_or_ends_tells_the_record_it_is_about(heard):
    notice = shown_notice()
    assert [(instance.pk, move) for instance, move in heard] == [(notice.pk, None)]
    consents.withdraw(notice.user, "wanted_public", subject=notice)
    assert [(instance.pk, move) for instance, move in heard] == [(notice.pk, None)] * 2
    consents.withdraw(notice.user, "wanted_public", subject=notice)
    assert len(heard) == 2, "nothing stood any more"
