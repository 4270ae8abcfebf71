"""An enterprise keeps its own page: every edit is a revision on its way through the review, while the old text stays public (R-ENT-3)."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.core import audit
from portal.core.transitions import TransitionError
from portal.enterprises.models import Enterprise
from portal.moderation.appeals import decision_to_appeal
from portal.moderation.masking import masked_copies
from portal.moderation.models import Decision
from portal.moderation.policies import latest_screening


@dataclass(frozen=True)
class PageState:
    """Where the newest text of an enterprise's page stands, in words its members understand.

    Attributes:
        code: ``empty``, ``draft``, ``waiting``, ``returned`` or ``public``.
        label: the same in words.
        decision: the last decision against the newest text, with its reason and clause.
        hits: what the screening objects to in the newest text.
        may_appeal: whether this person may appeal against the decision.
    """

    code: str
    label: str
    decision: Decision | None = None
    hits: list = field(default_factory=list)
    may_appeal: bool = False
    copies: list[tuple[str, str]] = field(default_factory=list)


def page_state(enterprise: Enterprise, user) -> PageState:
    """Return where the newest text stands, as one member sees it."""
    if enterprise.latest_revision_id is None:
        return PageState("empty", _("还没有填写主页"))
    if enterprise.live and not enterprise.has_unpublished_changes:
        return PageState("public", _("已公开"))
    found = latest_screening(enterprise, enterprise.latest_revision)
    hits = found.hits if found else []
    copies = masked_copies(enterprise, hits)
    decision = Decision.objects.about(enterprise).filter(revision=enterprise.latest_revision).first()
    if decision is not None and decision.is_against and not enterprise.workflow_in_progress:
        may_appeal = decision_to_appeal(enterprise, user) is not None
        return PageState("returned", decision.get_action_display(), decision, hits, may_appeal, copies)
    if enterprise.workflow_in_progress:
        return PageState("waiting", _("修改正在审核"), hits=hits, copies=copies)
    return PageState("draft", _("有未提交的修改"), hits=hits, copies=copies)


@transaction.atomic
def submit_page(draft: Enterprise, user, *, seen_revision: int | None) -> None:
    """Save a member's edit as a revision and hand it in for review.

    Args:
        draft: the enterprise as the form has filled it.
        user: the member.
        seen_revision: key of the revision that the form showed.

    Raises:
        TransitionError: somebody else has saved another text meanwhile.
    """
    stored = Enterprise.objects.select_for_update().get(pk=draft.pk)
    if stored.latest_revision_id != seen_revision:
        raise TransitionError(_("页面刚被其他人修改过。请在新窗口核对最新内容后再提交；您填写的内容还在下面。"), code="changed")
    if stored.locked:
        raise TransitionError(_("页面已被工作人员锁定，暂时不能修改。"), code="locked")
    draft.save_revision(user=user)
    stored = Enterprise.objects.get(pk=draft.pk)
    state = stored.current_workflow_state
    if state is None or state.status not in {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}:
        workflow = stored.get_workflow()
        if workflow is not None:
            workflow.start(stored, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    audit.record("enterprises.page_submitted", stored, actor=user, after={"revision": stored.latest_revision_id})
