"""What a domain does when the review of one of its models has ended."""

from collections.abc import Callable

from django.db.models import Model
from wagtail.signals import published, unpublished, workflow_cancelled, workflow_rejected


def follow_review(model: type[Model], *, approved: Callable, sent_back: Callable, taken_down: Callable) -> None:
    """Have a domain's services called after what the moderation does; called from the app's ``ready``.

    Args:
        model: whose records.
        approved: gets a record whose text has just been published.
        sent_back: gets a record whose review ended without an approval.
        taken_down: gets a record that has just left the site.
    """

    def ended(instance, **_signal) -> None:
        if isinstance(instance.content_object, model):
            sent_back(instance.content_object)

    for signal, then in ((published, approved), (unpublished, taken_down)):
        signal.connect(_with_record(then), sender=model, weak=False, dispatch_uid=f"{model._meta.label}.{then.__name__}")
    for signal in (workflow_rejected, workflow_cancelled):
        signal.connect(ended, weak=False, dispatch_uid=f"{model._meta.label}.{sent_back.__name__}")


def _with_record(then: Callable) -> Callable:
    def receive(instance, **_signal) -> None:
        then(instance)

    return receive
