"""What those with a place hear when what they signed up for is moved, or leaves the site and comes back."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_unpublished, unpublished

from portal.core.moments import day_text
from portal.enrolment.models import AttendedEnrolment, AttendedOffer
from portal.enrolment.services import tell

_BEFORE = "_public_before"


def follow_changes(model: type[Model], offers: Callable[[Any], Iterable[AttendedOffer]], *, begins: str = "", facts: tuple[str, ...] = ()):
    """Tell everybody with a standing place once of each change that the public sees; called from the app's ``ready``.

    Args:
        model: what is published: the offer itself, or what it stands or falls with.
        offers: returns its offers, as they are now, but for those that are off the site for another reason.
        begins: the field of the first day or moment; when the day moves, people are reminded again.
        facts: the fields with time and place, by which people come.
    """

    def remember(instance, *, update_fields, raw, **_signal) -> None:
        if instance.pk and not update_fields and not raw:
            setattr(instance, _BEFORE, model._base_manager.filter(pk=instance.pk).values("live", *facts).first())

    def compare(instance, **_signal) -> None:
        before = instance.__dict__.pop(_BEFORE, None)
        if before and instance.live and any(getattr(instance, name) != value for name, value in before.items()):
            moved = bool(begins) and day_text(before[begins]) != day_text(getattr(instance, begins))
            for offer in offers(instance):
                changed(offer, moved=moved)

    def leave_site(instance, **_signal) -> None:
        for offer in offers(instance):
            called_off(offer)

    left = page_unpublished if issubclass(model, Page) else unpublished
    for signal, then in ((pre_save, remember), (post_save, compare), (left, leave_site)):
        signal.connect(then, sender=model, weak=False, dispatch_uid=f"portal.enrolment.{model._meta.label}.{then.__name__}")


@transaction.atomic
def changed(offer: AttendedOffer, *, moved: bool) -> None:
    """Tell that time or place are others, or that it is on the site again.

    Args:
        offer: what people have places in, as it is now.
        moved: whether it begins on another day.
    """
    if moved:
        offer.enrolments.standing().update(reminded_at=None)
    for enrolment in _to_tell(offer):
        tell(enrolment, "enrolment/changed")


@transaction.atomic
def called_off(offer: AttendedOffer) -> None:
    """Tell that it is off the site."""
    for enrolment in _to_tell(offer):
        tell(enrolment, "enrolment/called_off")


def _to_tell(offer: AttendedOffer) -> Iterator[AttendedEnrolment]:
    """Yield who has a place or waits for one, unless it is over."""
    if offer.span()[1] < timezone.localdate():
        return
    for enrolment in offer.enrolments.standing().select_related("user").order_by("pk"):
        enrolment.offer = offer
        yield enrolment
