"""What the moderation tells people: the item, what was decided, by which clause, why, and where to go on."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import (
    BaseGroupApprovalTaskStateEmailNotifier,
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import TaskState

from portal.accounts.notifications import notify
from portal.moderation.models.records import Appeal, Decision
from portal.moderation.models.takedowns import TakeDown
from portal.moderation.rules import clause_title
from portal.moderation.workflow_steps import DirectorTask


def edit_url(obj) -> str:
    """Return the address of the editor of a page or record."""
    return AdminURLFinder().get_edit_url(obj) or reverse("wagtailadmin_home")


def quieten_wagtail() -> None:
    """Stop Wagtail's letters about decisions, which ours replace, and the one to reviewers where they have been told within the hour.

    An automatic save sends a text back to the first step again and again; one letter is enough.
    """
    WorkflowStateApprovalEmailNotifier.can_handle = lambda *_arguments, **_signal: False
    WorkflowStateRejectionEmailNotifier.can_handle = lambda *_arguments, **_signal: False
    may_tell = BaseGroupApprovalTaskStateEmailNotifier.can_handle

    def can_handle(self, instance, **signal):
        return may_tell(self, instance, **signal) and not _told_within_the_hour(instance)

    GroupApprovalTaskStateSubmissionEmailNotifier.can_handle = can_handle


def _told_within_the_hour(state) -> bool:
    earlier = TaskState.objects.filter(workflow_state=state.workflow_state_id, task=state.task_id).exclude(pk=state.pk)
    return earlier.filter(started_at__gt=timezone.now() - timedelta(hours=1), status=TaskState.STATUS_CANCELLED).exists()


def url_for(user, obj) -> str:
    """Return where a person mends a page or record: the editor, or for people without the back office the record's own place."""
    if user.has_perm("wagtailadmin.access_admin") or not hasattr(obj, "get_owner_url"):
        return edit_url(obj)
    return obj.get_owner_url()


def _body(*lines: tuple[str, str]) -> str:
    return "\n".join(f"{label}：{text}" for label, text in lines if text)


def tell_author(decision: Decision, obj) -> None:
    """Tell the author what was decided."""
    author = decision.author
    if author is None or author == decision.by:
        return
    subject = _("审核结果（%(outcome)s）：%(title)s") % {"outcome": decision.get_action_display(), "title": obj}
    body = _body(
        (_("内容"), str(obj)),
        (_("决定"), decision.get_action_display()),
        (_("依据"), clause_title(decision.clause)),
        (_("理由"), decision.reason),
    )
    if decision.is_against:
        body += "\n" + _("您可以修改后重新提交；认为决定有误的，可以申诉一次，由另一位工作人员复核。")
    notify(author, subject, body, url_for(author, obj))


def tell_appellant(appeal: Appeal) -> None:
    """Tell an author how the appeal ended."""
    if appeal.by is None:
        return
    subject = _("申诉结果：%(title)s") % {"title": appeal.title}
    body = _body((_("内容"), appeal.title), (_("结果"), appeal.get_outcome_display()), (_("复核意见"), appeal.answer))
    notify(appeal.by, subject, body, url_for(appeal.by, appeal.thing) if appeal.thing else "")


def tell_taken_down(takedown: TakeDown, author) -> None:
    """Tell the author that something was taken off the site."""
    if author is None or author == takedown.by:
        return
    body = _body((_("内容"), takedown.title), (_("依据"), clause_title(takedown.clause)), (_("理由"), takedown.reason))
    notify(
        author, _("内容已被撤下：%(title)s") % {"title": takedown.title}, body, url_for(author, takedown.thing) if takedown.thing else ""
    )


def tell_directors(subject: str, body: str, url: str, *, sender=None) -> None:
    """Tell everybody who decides for the centre."""
    for user in directors(sender):
        notify(user, subject, body, url)


def directors(sender=None) -> Iterable:
    """Return the active people who decide at the director's step, without ``sender``."""
    groups = DirectorTask.objects.filter(active=True).values("groups")
    found = get_user_model().objects.filter(groups__in=groups, is_active=True).distinct()
    return found.exclude(pk=sender.pk) if sender else found
