"""Telling people what has happened to their matter: the inbox always, e-mail where there is an address."""

from django.template import Context
from django.template.loader import get_template

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


def notice(user: User | None, name: str, record, *, url: str = "", **context) -> Message | None:
    """Tell a person what has happened to a record, in the words of a template that a county's theme may replace.

    Args:
        user: the addressee; ``None`` when there is nobody left to tell.
        name: the template ``notices/<name>.txt``; its first line is the subject, the rest the plain text of the message.
        record: what it is about; ``{{ record }}`` in the template.
        url: path of the page about the matter; the owner's own page of the record, or its public one, when left out.
        context: what else the template needs.
    """
    if user is None:
        return None
    # Mail and inbox show plain text: nothing is escaped here, the inbox escapes it when it is shown.
    text = get_template(f"notices/{name}.txt").template.render(Context({"record": record, **context}, autoescape=False))
    subject, _newline, body = text.partition("\n")
    page = "get_owner_url" if hasattr(record, "get_owner_url") else "get_absolute_url"
    return notify(user, subject.strip(), body.strip(), url or getattr(record, page)())
