"""Words for who may see what, shared by lists, pages, feeds, sitemap and search. Dates count whatever the scheduler has done."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from portal.core import clock
from portal.core.consents import Consent
from portal.core.querysets import EditorialQuerySet


def _consented(purpose: str, label: str, person: str = "user") -> Exists:
    """Return the condition that the person's consent about this very row stands."""
    key = Cast(OuterRef("pk"), models.CharField(max_length=64))
    consents = Consent.objects.in_force().filter(text__purpose=purpose, object_kind=label, object_id=key, person=OuterRef(person))
    return Exists(consents)


class JobQuerySet(EditorialQuerySet):
    """Job posts."""

    def visible(self):
        """Return open posts within their dates; none where the centre may not take posts (domain.md §7)."""
        from portal.talent.policies import takes_posts

        return self.open_today() if takes_posts() else self.none()

    def open_today(self):
        """Return reviewed posts that nobody has filled, closed or taken down and whose last day has not passed."""
        enterprise = Q(enterprise__isnull=True) | Q(enterprise__live=True)
        return super().visible().filter(enterprise, state="open", valid_until__gte=timezone.localdate())

    def run_out(self):
        """Return open posts whose last day has passed."""
        return self.filter(state="open", valid_until__lt=timezone.localdate())

    def ending_soon(self):
        """Return open posts whose poster must hear that they end and has not been told for this date."""
        last = timezone.localdate() + timedelta(days=settings.JOB_REMINDER_DAYS)
        told = Q(reminded_for__isnull=False) & Q(reminded_for=models.F("valid_until"))
        return self.open_today().filter(valid_until__lte=last).exclude(told)

    def of(self, user):
        """Return the posts of the enterprises that a person acts for."""
        return self.filter(enterprise__in=enterprises_of(user))

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "enterprise")


def enterprises_of(user):
    """Return the keys of the public enterprises that a person acts for."""
    from portal.enterprises.models import Membership

    return Membership.objects.of(user).filter(organisation__live=True).values("organisation")


class NoticeQuerySet(EditorialQuerySet):
    """Job-wanted notices."""

    def visible(self):
        """Return reviewed notices within their dates whose author's consent to publish stands (PIPL art. 25)."""
        consented = _consented("wanted_public", "talent.wantednotice")
        return super().visible().filter(consented, hidden_at=None, valid_until__gte=timezone.localdate())

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "user")


class BaseQuerySet(EditorialQuerySet):
    """Training and practice bases."""

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "enterprise")


class PracticeQuerySet(EditorialQuerySet):
    """Practice places on offer."""

    def visible(self):
        """Return reviewed offers that people can still apply to."""
        return super().visible().filter(closed_at=None, apply_until__gte=timezone.localdate(), enterprise__live=True)

    def of(self, user):
        """Return the offers of the enterprises that a person acts for."""
        return self.filter(enterprise__in=enterprises_of(user))

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("enterprise", "base")


class RecommendedQuerySet(EditorialQuerySet):
    """Recommended people."""

    def for_employers(self):
        """Return what members of verified enterprises may see: reviewed, and the person's consent stands."""
        return super().visible().filter(_consented("talent_employers", "talent.recommendation"))

    def visible(self):
        """Return what everybody may see: the person agreed to that as well, and the employers' days are over (R-TAL-4)."""
        clock.changes_within(0)
        start = timezone.now() - timedelta(days=settings.TALENT_EMPLOYERS_FIRST_DAYS)
        return self.for_employers().filter(_consented("talent_public", "talent.recommendation"), first_published_at__lte=start)

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "user")


class ApplicationQuerySet(models.QuerySet):
    """Applications for jobs."""

    def standing(self):
        """Return applications that nobody has withdrawn."""
        return self.exclude(state="withdrawn")

    def readable(self):
        """Return applications whose résumé the employer may still read: not withdrawn, consent stands, time not over."""
        consented = _consented("resume_to_employer", "talent.application")
        return self.standing().filter(Q(readable_until=None) | Q(readable_until__gte=timezone.now()), consented)

    def unanswered(self):
        """Return applications that still wait for a decision."""
        return self.filter(state__in=("sent", "viewed", "interview"))

    def overdue(self):
        """Return applications whose answer is owed and late."""
        return self.unanswered().filter(answered_at=None, answer_due__lt=timezone.localdate())
