"""Towns and the map."""

import factory
from factory.django import DjangoModelFactory

from portal.places.models import CountyMap, Town


class TownFactory(DjangoModelFactory):
    """A town with a code and a name of its own."""

    class Meta:
        model = Town
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{900000100 + n}")
    name = factory.Sequence(lambda n: f"第{n}镇")
    order = factory.Sequence(lambda n: n)


class CountyMapFactory(DjangoModelFactory):
    """A map of one degree by one degree."""

    class Meta:
        model = CountyMap

    west, east, south, north = 113, 114, 29, 30
