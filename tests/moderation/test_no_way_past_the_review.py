"""Whatever people do in whatever order, nothing reaches the public that nobody but its author has approved."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import TaskState, Workflow

from portal.moderation.appeals import appeal
from portal.moderation.decisions import AlreadyDecidedError, make_decision
from portal.moderation.policies import decided_by_another, latest_screening
from portal.moderation.workflow_steps import ReviewTask
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.steps import BAD, DOUBTFUL, GOOD, public_text, saved, step_of, submitted

TEXTS = {"good": GOOD, "doubtful": DOUBTFUL, "bad": BAD}
PEOPLE = ("author", "reviewer", "other", "director")
MOVES = st.one_of(
    st.tuples(st.just("save"), st.sampled_from(PEOPLE), st.sampled_from(sorted(TEXTS))),
    st.tuples(st.just("submit"), st.sampled_from(PEOPLE), st.just("")),
    st.tuples(st.just("decide"), st.sampled_from(PEOPLE), st.sampled_from(["approve", "approve", "reject", "refuse", "escalate"])),
    st.tuples(st.just("appeal"), st.sampled_from(PEOPLE), st.just("")),
    st.tuples(st.just("cancel"), st.sampled_from(PEOPLE), st.just("")),
)


def submit(thing, user) -> None:
    """Submit or resubmit, as the editor's button does."""
    state = thing.current_workflow_state
    if state is None:
        thing.get_workflow().start(thing, user)
    elif state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user)


def decide(thing, user, action: str) -> None:
    """Decide with every clause ticked and a reason given."""
    step = step_of(thing)
    if step is not None:
        found = latest_screening(thing, step.revision)
        make_decision(step, user, action, comment="理由。", clause="S1-5-3", checked=found.clauses() if found else [])


def move(thing, people: dict, what: str, who: str, how: str) -> None:
    """Let somebody do something; what is refused changes nothing."""
    thing, user = type(thing).objects.get(pk=thing.pk), people[who]
    try:
        with transaction.atomic():
            if what == "save":
                saved(thing, TEXTS[how], user)
            elif what == "submit":
                submit(thing, user)
            elif what == "decide":
                decide(thing, user, how)
            elif what == "appeal":
                appeal(thing, user, "请复核。")
            elif thing.current_workflow_state and thing.current_workflow_state.user_can_cancel(user):
                thing.current_workflow_state.cancel(user)
    except (PermissionDenied, AlreadyDecidedError):
        pass


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(MOVES, min_size=3, max_size=9))
def test_no_order_of_deeds_publishes_what_only_its_author_approved(new_county, moves):
    with transaction.atomic():
        # The author has every right of a reviewer: rights alone must not be the guard.
        people = {name: person("reviewer" if name in {"author", "reviewer", "other"} else name) for name in PEOPLE}
        thing = saved(EVERYTHING["enterprise"](), GOOD, people["author"])
        before = type(thing).objects.get(pk=thing.pk).live_revision_id
        for step in moves:
            move(thing, people, *step)
            now = type(thing).objects.get(pk=thing.pk)
            if now.live_revision_id != before:
                states = TaskState.objects.filter(revision=now.live_revision, status=TaskState.STATUS_APPROVED).exclude(finished_by=None)
                assert any(decided_by_another(state.workflow_state, now.live_revision) for state in states), moves
                before = now.live_revision_id
        transaction.set_rollback(True)


def test_a_workflow_without_a_review_publishes_nothing(new_county):
    thing = submitted("enterprise", GOOD)
    thing.current_workflow_state.cancel()
    workflow = Workflow.objects.get()
    workflow.workflow_tasks.filter(task__in=ReviewTask.objects.all()).delete()
    with pytest.raises(PermissionDenied):
        workflow.start(thing, person("editor"))
    assert public_text(thing) != GOOD
