"""Who may decide on content, what a decision needs, and who may put content before the public."""

from django.db.models import Q
from wagtail.models import PagePermissionTester, TaskState

from portal.moderation.models.records import Appeal, Decision, Screening
from portal.moderation.registry import specific


def may_review(obj, user) -> bool:
    """Return whether the user neither edited ``obj`` last nor submitted it, nor decided what its author now appeals against."""
    latest = obj.latest_revision
    state = obj.current_workflow_state
    if (latest and latest.user_id == user.pk) or (state and state.requested_by_id == user.pk):
        return False
    appeal = open_appeal(obj)
    return appeal is None or appeal.decision.by_id != user.pk


def open_appeal(obj):
    """Return the appeal about ``obj`` that nobody has answered, or None."""
    return Appeal.objects.about(obj).filter(outcome=Appeal.Outcome.OPEN).select_related("decision", "by").first()


def latest_screening(obj, revision=None):
    """Return the newest screening of ``obj``, of one revision if given, or None."""
    found = Screening.objects.about(obj)
    return (found.filter(revision=revision) if revision else found).first()


def needs_check_list(obj) -> bool:
    """Return whether a reviewer must tick the clauses that the rules object by: any hit stronger than a note."""
    found = latest_screening(obj, obj.latest_revision)
    return found is not None and found.verdict in {"review", "block"}


def needs_director(workflow_state, task) -> bool:
    """Return whether the director must decide: a rule asks for a second review, or the reviewer does.

    A first decision that was already made by one of the director's group is the director's.

    Args:
        workflow_state: the workflow, whose current step has just been passed.
        task: the director's step.
    """
    obj = specific(workflow_state.content_object)
    passed = workflow_state.current_task_state
    if Decision.objects.filter(task_state=passed, action=Decision.Action.ESCALATE).exists():
        return True
    if passed.finished_by_id and task.groups.filter(user=passed.finished_by_id).exists():
        return False
    appeals = Appeal.objects.filter(workflow_state=workflow_state, revision=passed.revision)
    # An appeal against a person ends with the other person's word: the one director may be the one appealed against.
    return needs_check_list(obj) and not appeals.filter(decision__by__isnull=False).exists()


def decided_by_another(workflow_state, revision) -> bool:
    """Return whether a person who neither wrote ``revision`` nor submitted it has approved it in this workflow."""
    approved = TaskState.objects.filter(
        workflow_state=workflow_state, revision=revision, status=TaskState.STATUS_APPROVED, finished_by__isnull=False
    )
    own = Q(finished_by=revision.user_id) | Q(finished_by=workflow_state.requested_by_id)
    return approved.exclude(own).exists()


class EditorialPagePermissionTester(PagePermissionTester):
    """Page permissions without a way past the review.

    Wagtail's "publish" permission lets one person write and publish. Here it only lets reviewers and directors take a page off the
    site; a page gets onto the site when its workflow ends, whoever the editor is.
    """

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False
