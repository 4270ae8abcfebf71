"""Words for selections, nominations and votes."""

from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncHour

from portal.core import consents
from portal.core.ownership import OwnedByPerson
from portal.core.querysets import EditorialQuerySet


class SelectionQuerySet(EditorialQuerySet):
    """Selections."""


class NominationQuerySet(OwnedByPerson, EditorialQuerySet):  # type: ignore[override]
    """Nominations."""

    card_joins = ("selection", "enterprise")

    def visible(self):
        """Return reviewed nominations of public selections; of people those whose consent to be named stands."""
        agreed = consents.standing("selection_person", "selections.nomination")
        return super().visible().filter(~Q(kind="person") | agreed, selection__live=True)

    def ranked(self):
        """Return those with a place first, by category; the others as they came."""
        return self.order_by("category", F("place").asc(nulls_last=True), "pk")

    def not_of(self, user):
        """Return those that a juror may mark: neither made by the person nor of an enterprise for which the person acts."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        own = enterprises.filter(memberships__user=user, memberships__left_at=None).values("pk")
        return self.exclude(user=user).exclude(enterprise__in=own)

    def with_counts(self):
        """Return with votes that count, votes struck out, and what the jury gave on average."""
        votes = self.model._meta.get_field("votes").related_model.objects.filter(nomination=OuterRef("pk")).order_by().values("nomination")
        marks = self.model._meta.get_field("marks").related_model.objects.filter(nomination=OuterRef("pk")).order_by().values("nomination")

        def number(struck_out: bool):
            return Coalesce(Subquery(votes.filter(struck_out=struck_out).annotate(n=Count("pk")).values("n")), Value(0))

        points = Subquery(marks.annotate(points=Avg("points")).values("points"))
        return self.annotate(counted=number(False), struck=number(True), points=points)


class VoteQuerySet(QuerySet):
    """Votes."""

    def counted(self):
        """Return votes that nobody has struck out."""
        return self.filter(struck_out=False)

    def bursts(self, least: int):
        """Return the hours in which one nomination got at least so many votes that count: nomination, its name, hour and number."""
        hours = self.counted().annotate(hour=TruncHour("cast_at")).values("nomination", "nomination__name", "hour").order_by("hour")
        return hours.annotate(number=Count("pk")).filter(number__gte=least)
