"""Practice places: offered by enterprises; taking them and giving them back is :mod:`portal.enrolment` (R-TAL-1, R-FORM-8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.transitions import TransitionError
from portal.enrolment import services
from portal.enterprises.policies import acts_for
from portal.moderation.submission import submit
from portal.talent.models import PracticeOffer, PracticePlace


def enterprise_given_back(enterprise, **_signal) -> None:
    """End applications for the practice places of an enterprise for which nobody acts any longer."""
    for offer in PracticeOffer.objects.filter(enterprise=enterprise, closed_at=None):
        offer.closed_at = timezone.now()
        offer.save(update_fields=["closed_at"])


def forget_contacts() -> None:
    """Empty names and phones that have been kept long enough; the scheduler calls it."""
    services.forget_contacts(PracticePlace, "offer__ends_on")


@transaction.atomic
def offer_practice(draft: PracticeOffer, user, *, seen_revision: int | None = None) -> PracticeOffer:
    """Hand in practice places of a verified enterprise, or a new text of them, for review.

    Raises:
        TransitionError: the person may not act for the enterprise, or somebody has changed the text since ``seen_revision``.
    """
    if not acts_for(user, draft.enterprise):
        raise TransitionError(_("只有已核验企业的成员可以提供实训岗位。"), code="unverified")
    draft.poster = draft.poster or user
    submit(draft, user, seen_revision=seen_revision)
    return draft
