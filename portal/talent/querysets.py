"""Words for who may see what, shared by lists, pages, feeds, sitemap and search. Dates count whatever the scheduler has done."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from portal.core import clock, consents
from portal.core.expiry import ExpiringQuerySet
from portal.core.ownership import OwnedByOrganisation, OwnedByPerson
from portal.core.querysets import EditorialQuerySet
from portal.enrolment.querysets import OfferQuerySet
from portal.talent.models.settings import TalentSettings


class JobQuerySet(OwnedByOrganisation, ExpiringQuerySet, EditorialQuerySet):
    """Job posts."""

    card_joins = ("town", "enterprise")

    def visible(self):
        """Return open posts within their dates; none where the centre may not take posts (domain.md §7)."""
        return self.open_today() if TalentSettings.current().takes_posts else self.none()

    def open_today(self):
        """Return reviewed posts that nobody has filled, closed or taken down and whose last day has not passed."""
        enterprise = Q(enterprise__isnull=True) | Q(enterprise__live=True)
        return super().visible().not_expired().filter(enterprise, state="open")


class NoticeQuerySet(OwnedByPerson, ExpiringQuerySet, EditorialQuerySet):
    """Job-wanted notices."""

    card_joins = ("town", "user")

    def visible(self):
        """Return reviewed notices within their dates whose author's consent to publish stands (PIPL art. 25)."""
        agreed = consents.standing("wanted_public", "talent.wantednotice")
        return super().visible().not_expired().filter(agreed, hidden_at=None)


class RelayQuerySet(OwnedByPerson):
    """Messages to authors of notices, whose own they are."""

    owner = "notice__user"


class BaseQuerySet(EditorialQuerySet):
    """Training and practice bases."""

    card_joins = ("town", "enterprise")


class PracticeQuerySet(OwnedByOrganisation, OfferQuerySet):
    """Practice places on offer."""

    card_joins = ("enterprise", "base")

    def visible(self):
        """Return reviewed offers that people can still apply to."""
        return super().visible().taking_enrolments().filter(enterprise__live=True)


class RecommendedQuerySet(OwnedByPerson, EditorialQuerySet):
    """Recommended people."""

    card_joins = ("town", "user")

    def for_employers(self):
        """Return what members of verified enterprises may see: reviewed, and the person's consent stands."""
        return super().visible().filter(consents.standing("talent_employers", "talent.recommendation"))

    def visible(self):
        """Return what everybody may see: the person agreed to that as well, and the employers' days are over (R-TAL-4)."""
        clock.changes_within(0)
        start = timezone.now() - timedelta(days=settings.TALENT_EMPLOYERS_FIRST_DAYS)
        return self.for_employers().filter(consents.standing("talent_public", "talent.recommendation"), first_published_at__lte=start)


class ApplicationQuerySet(OwnedByPerson):
    """Applications for jobs."""

    def standing(self):
        """Return applications that nobody has withdrawn."""
        return self.exclude(state="withdrawn")

    def readable(self):
        """Return applications whose résumé the employer may still read: not withdrawn, consent stands, time not over."""
        agreed = consents.standing("resume_to_employer", "talent.application")
        return self.standing().filter(Q(readable_until=None) | Q(readable_until__gte=timezone.now()), agreed)

    def unanswered(self):
        """Return applications that still wait for a decision."""
        return self.filter(state__in=("sent", "viewed", "interview"))

    def overdue(self):
        """Return applications whose answer is owed and late."""
        return self.unanswered().filter(answered_at=None, answer_due__lt=timezone.localdate())
