"""What follows from an event that is saved."""

from cms.events.services import keep_offer


def event_saved(instance, *, update_fields, raw, **_signal) -> None:
    """Keep the places of an event as its page says; a draft, which changes only what stands beside the text, leaves them."""
    if instance.live and not update_fields and not raw:
        keep_offer(instance)
