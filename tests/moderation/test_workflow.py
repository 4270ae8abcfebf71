"""From submission to decision: the rules first, then a person, then the director where it is due; appeals; who comes second."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.models import Message
from portal.core.models import AuditEntry
from portal.moderation.appeals import appeal, decision_to_appeal
from portal.moderation.decisions import AlreadyDecidedError, make_decision
from portal.moderation.models import Appeal, Decision, Screening
from portal.moderation.rules import clause_title
from portal.moderation.workflow_steps import DirectorTask, ReviewTask
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.steps import BAD, DOUBTFUL, GOOD, public_text, resubmitted, saved, step_of, submitted

pytestmark = pytest.mark.usefixtures("new_county")
KINDS = ("news_page", "enterprise")


def clauses_of(thing) -> list[str]:
    """Return the clauses that the rules object by."""
    return Screening.objects.about(thing).first().clauses()


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_text_comes_back_with_place_and_words(kind):
    author = person("editor")
    thing = submitted(kind, BAD, author)
    state = thing.current_workflow_state
    assert state.status == "needs_changes"
    found = Screening.objects.about(thing).first()
    assert found.verdict == "block"
    hit = next(hit for hit in found.hits if hit["action"] == "block")
    assert BAD[hit["start"] : hit["end"]] in hit["excerpt"]
    comment = state.current_task_state.comment
    assert BAD[hit["start"] : hit["end"]] in comment
    assert hit["label"] in comment
    decision = Decision.objects.get()
    assert (decision.action, decision.by, decision.author, decision.clause) == ("block", None, author, hit["clause"])
    assert clause_title(hit["clause"]) in Message.objects.get(user=author).body


def test_corrected_and_sent_again_it_is_read_anew_and_reaches_the_reviewer():
    author = person("editor")
    thing = saved(submitted("news_page", BAD, author), GOOD, author)
    thing = resubmitted(thing, author)
    assert isinstance(step_of(thing).task.specific, ReviewTask)
    assert Screening.objects.about(thing).filter(occasion="submit").count() == 2
    thing = saved(thing, BAD, author)
    assert thing.current_workflow_state.status == "needs_changes"
    thing = resubmitted(thing, author)
    assert thing.current_workflow_state.status == "needs_changes"


@pytest.mark.parametrize("kind", ["product_page", "enterprise"])
def test_a_doubtful_text_needs_ticked_clauses_and_the_director(kind):
    thing = submitted(kind, DOUBTFUL)
    step, reviewer = step_of(thing), person("reviewer")
    with pytest.raises(PermissionDenied):
        make_decision(step, reviewer, "approve")
    assert "approve" not in {name for name, *_rest in step.task.specific.get_actions(thing, reviewer)}
    make_decision(step, reviewer, "approve", checked=clauses_of(thing))
    assert public_text(thing) != DOUBTFUL
    last = step_of(thing)
    assert isinstance(last.task.specific, DirectorTask)
    with pytest.raises(PermissionDenied):
        make_decision(last, reviewer, "approve", checked=clauses_of(thing))
    make_decision(last, person("director"), "approve", checked=clauses_of(thing))
    assert public_text(thing) == DOUBTFUL


def test_a_director_who_reviews_has_decided():
    thing = submitted("enterprise", DOUBTFUL)
    make_decision(step_of(thing), person("director"), "approve", checked=clauses_of(thing))
    assert public_text(thing) == DOUBTFUL


def test_the_reviewer_sends_it_to_the_director_and_approves_nothing():
    director = person("director")
    thing = submitted("news_page", GOOD)
    make_decision(step_of(thing), person("reviewer"), "escalate", comment="请主任把关。")
    assert public_text(thing) != GOOD
    assert isinstance(step_of(thing).task.specific, DirectorTask)
    assert "请主任把关。" in Message.objects.get(user=director).body
    make_decision(step_of(thing), director, "approve")
    assert public_text(thing) == GOOD


@pytest.mark.parametrize("kind", KINDS)
def test_refused_for_good_with_clause_and_reason(kind):
    author = person("editor")
    thing = submitted(kind, GOOD, author)
    make_decision(step_of(thing), person("reviewer"), "refuse", comment="与中心业务无关。", clause="S1-5-3")
    thing = type(thing).objects.get(pk=thing.pk)
    assert thing.current_workflow_state is None
    message = Message.objects.get(user=author)
    assert "与中心业务无关。" in message.body
    assert clause_title("S1-5-3") in message.body
    entry = AuditEntry.objects.get(action="moderation.refuse")
    assert (entry.clause, entry.reason) == ("S1-5-3", "与中心业务无关。")


@pytest.mark.parametrize("action", ["reject", "refuse"])
def test_an_appeal_goes_once_to_somebody_else(action):
    author, reviewer, other = person("editor"), person("reviewer"), person("reviewer")
    thing = submitted("news_page", GOOD, author)
    make_decision(step_of(thing), reviewer, action, comment="来源不明。", clause="S1-5-4")
    assert decision_to_appeal(thing, other) is None
    appeal(thing, author, "来源已写在文末。")
    step = step_of(thing)
    assert isinstance(step.task.specific, ReviewTask)
    with pytest.raises(PermissionDenied):
        make_decision(step, reviewer, "approve")
    assert step.task.specific.get_task_states_user_can_moderate(reviewer).count() == 0
    assert step.task.specific.get_task_states_user_can_moderate(other).count() == 1
    make_decision(step, other, "reject", comment="仍然没有来源。")
    assert Appeal.objects.get().outcome == Appeal.Outcome.UPHELD
    with pytest.raises(PermissionDenied):
        appeal(thing, author, "再申诉一次。")


def test_an_appeal_against_the_rules_is_read_by_people():
    author = person("editor")
    thing = submitted("news_page", BAD, author)
    appeal(thing, author, "这是反诈宣传的引文。")
    step = step_of(thing)
    assert isinstance(step.task.specific, ReviewTask)
    make_decision(step, person("reviewer"), "approve", checked=clauses_of(thing))
    assert public_text(thing) != BAD, "what the rules block is also the director's"
    assert Appeal.objects.get().outcome == Appeal.Outcome.OPEN
    make_decision(step_of(thing), person("director"), "approve", checked=clauses_of(thing))
    assert public_text(thing) == BAD
    assert Appeal.objects.get().outcome == Appeal.Outcome.OVERTURNED


def test_an_edit_ends_the_appeal_and_starts_anew():
    author = person("editor")
    thing = submitted("news_page", BAD, author)
    appeal(thing, author, "没有问题。")
    thing = saved(thing, GOOD, author)
    assert Appeal.objects.get().outcome == Appeal.Outcome.LAPSED
    assert isinstance(step_of(thing).task.specific, ReviewTask)
    assert Screening.objects.about(thing).first().verdict == "clean"


def test_of_two_reviewers_one_decides_and_the_other_is_told():
    thing = submitted("news_page", GOOD)
    step, first, second = step_of(thing), person("reviewer"), person("reviewer")
    make_decision(step, first, "approve")
    with pytest.raises(AlreadyDecidedError, match=f"{first}.*通过"):
        make_decision(step, second, "reject", comment="晚了一步。")
    assert Decision.objects.filter(action="reject").count() == 0
    assert public_text(thing) == GOOD


def test_an_automatic_save_into_the_same_revision_is_read_anew():
    author = person("editor")
    thing = submitted("news_page", GOOD, author)
    draft = thing.get_latest_revision_as_object()
    draft.summary = BAD
    draft.save_revision(user=author, overwrite_revision=thing.latest_revision)
    thing = type(thing).objects.get(pk=thing.pk)
    assert thing.current_workflow_state.status == "needs_changes"


def test_a_draft_of_something_live_is_read_when_it_is_saved():
    thing = saved(EVERYTHING["enterprise"](), BAD, person("editor"))
    found = Screening.objects.about(thing).first()
    assert (found.occasion, found.verdict) == ("draft", "block")
