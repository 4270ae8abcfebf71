"""Background work of the accounts."""

import logging

from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django_tasks import task

logger = logging.getLogger(__name__)


@task()
def send_message_by_mail(message_id: int) -> None:
    """Send an inbox message to its addressee's e-mail address; the message stays in the inbox whether that works or not.

    Not repeatable: a worker killed just after the mail was handed over would send it twice.
    """
    message = apps.get_model("accounts.Message").objects.select_related("user").filter(pk=message_id).first()
    if message is None or not message.user.email:
        return
    link = f"\n\n{settings.WAGTAILADMIN_BASE_URL}{message.url}" if message.url else ""
    try:
        send_mail(message.subject, f"{message.body}{link}", None, [message.user.email])
    except OSError:
        # The address is personal data: the log names the message, not the person.
        logger.exception("Message %d could not be sent by e-mail; it is in the inbox", message_id)
