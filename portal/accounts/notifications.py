"""Telling people what has happened to their matter: the inbox always, e-mail where there is an address."""

from portal.accounts.models import Message, User
from portal.accounts.tasks import send_message_by_mail
from portal.ops.queueing import enqueue_with_record


def notify(user: User, subject: str, body: str, url: str = "") -> Message:
    """Put a message into a person's inbox and have it sent by e-mail too if the person has an address.

    Args:
        user: the addressee.
        subject: one line; longer ones are cut.
        body: plain text.
        url: path of the page about the matter, such as ``/my/messages/``.
    """
    message = Message.objects.create(user=user, subject=subject[: Message._meta.get_field("subject").max_length], body=body, url=url)
    if user.email:
        enqueue_with_record(send_message_by_mail, message.pk)
    return message
