"""How what the public writes gets into the review."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.core import audit
from portal.core.transitions import TransitionError
from portal.moderation.advice import advice
from portal.moderation.extraction import Passage
from portal.moderation.screening import Action, is_personal
from portal.moderation.screenings import screen_texts

CHANGED = "changed"


@transaction.atomic
def submit(draft, user, *, seen_revision: int | None, action: str = "") -> None:
    """Save a text as a revision and hand it in for review; what is public stays so until another person has approved the new one.

    Args:
        draft: the record as the form has filled it; new ones are created.
        user: who writes.
        seen_revision: key of the revision that the form showed, ``None`` if there was none yet.
        action: the audit log's word for it, where the domain wants it logged.

    Raises:
        TransitionError: staff have locked the record (code ``locked``), or somebody has saved another text since (code ``changed``).
    """
    if draft.pk is None:
        draft.live = False
        draft.save()
    else:
        _check_unchanged(type(draft).objects.select_for_update().get(pk=draft.pk), seen_revision)
    draft.save_revision(user=user)
    stored = type(draft).objects.get(pk=draft.pk)
    state, workflow = stored.current_workflow_state, stored.get_workflow()
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    elif (state is None or state.status != WorkflowState.STATUS_IN_PROGRESS) and workflow is not None:
        workflow.start(stored, user)
    if action:
        audit.record(action, stored, actor=user, after={"revision": stored.latest_revision_id})


def _check_unchanged(stored, seen_revision: int | None) -> None:
    if stored.locked:
        raise TransitionError(_("内容已被工作人员锁定，暂时不能修改。"), code="locked")
    if stored.latest_revision_id != seen_revision:
        message = _("内容刚被其他人修改过，对方保存的写在各项下面。请核对；再次提交就以您填写的为准。")
        raise TransitionError(message, code=CHANGED)


def refuse_bad_words(text: str, kind: str, *, private: bool = False) -> None:
    """Stop a message between people that the rules forbid, and say which words have to go.

    Args:
        text: the message.
        kind: kind of content, as the rules name it.
        private: whether only staff read it, so that people may give away numbers of their own.

    Raises:
        TransitionError: a rule blocks it.
    """
    verdict, hits = screen_texts([Passage("text", _("留言"), text)], kind)
    if private:
        hits = [hit for hit in hits if not is_personal(hit)]
    if verdict == "block" and any(hit["action"] == Action.BLOCK for hit in hits):
        raise TransitionError("".join([_("留言不能发送。"), *advice(hits, strictest=True, places=False)]), code="blocked")
