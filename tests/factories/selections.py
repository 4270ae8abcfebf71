"""Selections in each of their phases, nominations and voters."""

from datetime import timedelta
from itertools import count

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts import roles
from portal.core import consents
from portal.selections.models import Juror, Nomination, Selection
from portal.selections.services import vote
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin

_phones = count(13700000000)
# Days from today on which nominations begin and end, and the vote begins and ends.
DAYS = {
    "coming": (1, 5, 8, 12),
    "nominating": (-2, 3, 5, 9),
    "reviewing": (-6, -2, 2, 6),
    "voting": (-9, -5, -2, 3),
    "counting": (-20, -15, -9, -1),
}


def days(phase: str) -> dict:
    """Return the days of a selection that is in a phase today."""
    names = ("nominate_from", "nominate_until", "vote_from", "vote_until")
    return {name: timezone.localdate() + timedelta(days=day) for name, day in zip(names, DAYS[phase], strict=True)}


class SelectionFactory(PublishedMixin, DjangoModelFactory):
    """A selection that is on the site and in its vote; ``phase`` moves its days."""

    class Meta:
        model = Selection

    class Params:
        phase = "voting"

    live = True
    name = factory.Sequence(lambda n: f"第{n}届电商评选")
    slug = factory.Sequence(lambda n: f"selection-{n}")
    summary = "选出年度好店。"
    introduction = "由中心组织。"
    rules = "每个手机号码每天一票。"
    nominate_from = factory.LazyAttribute(lambda made: days(made.phase)["nominate_from"])
    nominate_until = factory.LazyAttribute(lambda made: days(made.phase)["nominate_until"])
    vote_from = factory.LazyAttribute(lambda made: days(made.phase)["vote_from"])
    vote_until = factory.LazyAttribute(lambda made: days(made.phase)["vote_until"])


class NominationFactory(PublishedMixin, DjangoModelFactory):
    """A nomination that is on the site."""

    class Meta:
        model = Nomination

    live = True
    selection = factory.SubFactory(SelectionFactory)
    user = factory.SubFactory(UserFactory)
    kind = "product"
    name = factory.Sequence(lambda n: f"第{n}号山茶油")
    reason = "三年没有一起投诉。"


def oneself(selection: Selection, user) -> Nomination:
    """Return the nomination of somebody who nominates themselves."""
    made = NominationFactory(selection=selection, user=user, kind="person", name="田丰收")
    consents.give(user, Nomination.purpose_of_consent, subject=made)
    return made


def voter():
    """Return somebody with a verified phone of their own."""
    return UserFactory(phone=str(next(_phones)), phone_verified=True)


def voted(nomination: Nomination, number: int = 1) -> None:
    """Let so many people vote for a nomination today."""
    for _voter in range(number):
        vote(nomination, voter(), "10.0.0.1")


def counter():
    """Return a member of staff who counts selections."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=roles.OPERATOR.name))
    return user


def selection_samples(records: dict) -> dict:
    """Return values for the addresses of selections; what is private belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    nomination = records["nomination"]
    Juror.objects.create(selection=nomination.selection, user=UserFactory())
    return {
        "selections:nominate.slug": records["selection"].slug,
        "selections:vote.pk": nomination.pk,
        "selections:edit.pk": nomination.pk,
        "selections:marks.pk": nomination.selection_id,
        "selection_count.pk": nomination.selection_id,
    }
