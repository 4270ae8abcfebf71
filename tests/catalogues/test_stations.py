"""Contact points carry the name that the rules give them."""

import pytest

from portal.catalogues.models import Station
from portal.identity.models import SiteIdentity
from portal.identity.services import contact_point_name
from tests.factories.every_kind import RECORDS
from tests.support.county import CENTRE
from tests.support.refusals import refused


def contact_point(**values):
    values = {"kind": Station.Kind.CONTACT_POINT, "place_kind": "township", "place_name": "麦市镇", "name": "", "live": False, **values}
    return RECORDS["station"](**values)


def test_the_name_is_built(new_county):
    station = contact_point()
    station.full_clean()
    assert station.name == f"{CENTRE}麦市镇联络点"


def test_a_name_typed_in_is_replaced(new_county):
    station = contact_point(name="随便起的名字")
    station.full_clean()
    assert station.name == f"{CENTRE}麦市镇联络点"


@pytest.mark.parametrize("place", ["", " ", "麦市镇联络点", f"{CENTRE}麦市镇", "麦市电商服务中心"])
def test_other_forms_are_refused(new_county, place):
    with refused("place_name", field="place_name"):
        contact_point(place_name=place).full_clean()


def test_the_kind_of_place_is_asked_for(new_county):
    with refused("required", field="place_kind"):
        contact_point(place_kind="").full_clean()


def test_other_stations_are_named_freely_but_named(new_county):
    with refused("required", field="name"):
        contact_point(kind="village_station", name="").full_clean()
    station = contact_point(kind="village_station", name="云雾村服务站")
    station.full_clean()
    assert station.name == "云雾村服务站"


def test_a_centre_without_a_name_has_no_contact_points(new_county):
    SiteIdentity.objects.all().delete()
    with refused("no_centre", field="place_name"):
        contact_point().full_clean()
    with refused("no_centre"):
        contact_point_name("", "麦市镇")


def test_a_closed_station_is_not_public(new_county, client):
    station = RECORDS["station"]()
    assert station.slug in client.get("/stations/").content.decode()
    Station.objects.filter(pk=station.pk).update(state="closed")
    assert station.slug not in client.get("/stations/").content.decode()
    assert client.get(station.get_absolute_url()).status_code == 404
