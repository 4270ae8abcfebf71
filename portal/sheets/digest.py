"""One message to the reviewers for a whole import, where Wagtail would write one for every row.

Wagtail's notifiers are wrapped, not replaced: outside :func:`one_message` they work as ever, and they still decide who wants messages.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import signal_handlers
from wagtail.admin.mail import send_mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_submitted

logger = logging.getLogger(__name__)

# The first state of each kind of step, and how it was sent; all rows of an import go the same way.
_held: ContextVar[dict | None] = ContextVar("held_submissions", default=None)
_WRAPPED = (
    (
        task_submitted,
        TaskState,
        "group_approval_task_submitted_email_notification",
        signal_handlers.task_submission_email_notifier,
    ),
    (
        workflow_submitted,
        WorkflowState,
        "workflow_state_submitted_email_notification",
        signal_handlers.workflow_submission_email_notifier,
    ),
)


def install() -> None:
    """Put the wrappers in the place of Wagtail's notifiers; may be called more than once."""
    for signal, sender, uid, notifier in _WRAPPED:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(_holding(notifier), sender=sender, dispatch_uid=uid, weak=False)


def _holding(notifier):
    def receive(instance=None, **kwargs):
        held = _held.get()
        if held is None:
            return notifier(instance=instance, **kwargs)
        if notifier.can_handle(instance, **kwargs):
            step = instance.task_id if isinstance(instance, TaskState) else instance.workflow_id
            held.setdefault((notifier, step), (instance, kwargs))
        return True

    return receive


@contextmanager
def one_message(title: str, count: int) -> Iterator[None]:
    """Hold back the messages of submissions inside the block and send one for all when the transaction is through.

    Args:
        title: what was imported, for people.
        count: how many rows.
    """
    token = _held.set({})
    try:
        yield
        held = _held.get() or {}
    finally:
        _held.reset(token)
    transaction.on_commit(lambda: _send(title, count, held), robust=True)


def _send(title: str, count: int, held: dict) -> None:
    addresses = {
        user.email for (notifier, _step), (state, kwargs) in held.items() for user in notifier.get_valid_recipients(state, **kwargs)
    }
    subject = _("有 %(count)d 条导入的“%(title)s”等待审核") % {"count": count, "title": title}
    link = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_reports:workflow')}"
    message = _("%(subject)s。请在后台查看：%(link)s") % {"subject": subject, "link": link}
    for address in sorted(addresses):
        try:
            send_mail(subject, message, [address])
        except Exception:
            # As with Wagtail's own messages, what was saved stays saved when the mail server is down.
            logger.exception("The message about an import could not be sent.")
