"""How what the public writes gets into the review."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.core.transitions import TransitionError
from portal.moderation.extraction import Passage
from portal.moderation.screenings import screen_texts


@transaction.atomic
def submit(draft, user) -> None:
    """Save a text as a revision and hand it in for review; what is public stays so until another person has approved the new one.

    Args:
        draft: the record as the form has filled it; new ones are created.
        user: who writes.

    Raises:
        TransitionError: staff have locked the record.
    """
    if draft.pk is None:
        draft.live = False
        draft.save()
    elif type(draft).objects.select_for_update().get(pk=draft.pk).locked:
        raise TransitionError(_("内容已被工作人员锁定，暂时不能修改。"), code="locked")
    draft.save_revision(user=user)
    stored = type(draft).objects.get(pk=draft.pk)
    state = stored.current_workflow_state
    if state is None or state.status not in {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}:
        stored.get_workflow().start(stored, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)


def refuse_bad_words(text: str, kind: str) -> None:
    """Stop a message between people that the rules forbid, with the clause and the words.

    Args:
        text: the message.
        kind: kind of content, as the rules name it.

    Raises:
        TransitionError: a rule blocks it.
    """
    verdict, hits = screen_texts([Passage("text", _("留言"), text)], kind)
    if verdict == "block":
        worst = next(hit for hit in hits if hit["action"] == "block")
        message = _("“%(term)s”不能发送：%(reason)s（%(clause)s）") % worst
        raise TransitionError(message, code="blocked")
