"""Places that somebody has taken for another."""

from django.utils import timezone

from portal.acting.models import ActingForPlace
from portal.acting.services import PLACES, act_for_place
from portal.cases.receipts import receipt
from portal.places.models import Town
from tests.factories.catalogues import StationFactory
from tests.factories.events import event, offer_of
from tests.factories.people import UserFactory
from tests.factories.service_requests import keeper_of

PERSON = {"name": "李大山", "phone": "13900003333"}


def act(offer=None, user=None, station=None, **contact) -> tuple[ActingForPlace, str]:
    """Return what is kept of a place that a relative, or the keeper of a station, has taken for somebody, with the slip's code."""
    user = user or (keeper_of(station) if station else UserFactory())
    relation = {"station": station} if station else {"relation": ActingForPlace.Relation.CHILD}
    said = {"how": ActingForPlace.How.ORAL, "consented_on": timezone.localdate(), **relation}
    return act_for_place(offer or offer_of(event(f"acting-{ActingForPlace.objects.count()}")), user, said=said, **{**PERSON, **contact})


def acting_samples() -> dict:
    """Return values for the addresses of acting; nothing of it belongs to one of the roles of the table."""
    station = StationFactory(town=Town.objects.first())
    acting, code = act(station=station)
    word = receipt(PLACES, acting, code)
    names = ("slip", "slip-paper", "place", "place-cancel", "place-accept")
    return {"acting:slip-renew.pk": acting.pk, **{f"acting:{name}.token": word for name in names}}
