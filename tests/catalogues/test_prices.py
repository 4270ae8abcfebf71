"""No price, no publishing; every published price stays on record."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.catalogues.models import ValueAddedService
from tests.factories.every_kind import RECORDS
from tests.support.refusals import refused


def without_price():
    service = RECORDS["valueaddedservice"](live=False)
    service.price = None
    service.save()
    return service


def test_a_draft_may_wait_for_its_price(new_county):
    assert without_price().pk


def test_publishing_a_revision_without_a_price_fails(new_county):
    service = without_price()
    with refused("blank", field="price"):
        service.save_revision().publish()
    assert not ValueAddedService.objects.get(pk=service.pk).live


def test_saving_a_live_one_without_a_price_fails(new_county):
    service = RECORDS["valueaddedservice"]()
    service.price = None
    with refused("blank", field="price"):
        service.save()


def test_the_form_asks_for_the_price(new_county, rf):
    form = ValueAddedService.snippet_viewset.get_edit_handler().get_form_class()
    filled = form({"name": "美工", "slug": "design", "unit": "款"}, instance=ValueAddedService())
    assert "price" in filled.fields
    filled.is_valid()
    assert "price" in filled.errors or not filled.defer_required_fields


def test_the_database_refuses_too(new_county):
    service = without_price()
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueAddedService.objects.filter(pk=service.pk).update(live=True)


@pytest.mark.parametrize("price", ["0", "-1", "0.001"])
def test_a_price_is_more_than_nothing(new_county, price):
    service = RECORDS["valueaddedservice"](live=False)
    service.price = Decimal(price)
    with refused("min_value", field="price"):
        service.full_clean()


def test_price_history(new_county, client):
    service = RECORDS["valueaddedservice"](price=Decimal("200.00"))
    service = ValueAddedService.objects.get(pk=service.pk)
    service.summary = "只改文字"
    service.save_revision().publish()
    service.price = Decimal("180.00")
    service.save_revision()
    assert [change.price for change in service.price_changes.all()] == [Decimal("200.00")], "a draft's price is nobody's business yet"
    service.latest_revision.publish()
    assert [change.price for change in service.price_changes.all()] == [Decimal("180.00"), Decimal("200.00")]
    service.unit = "月"
    service.save_revision().publish()
    assert service.price_changes.count() == 3
    text = client.get(service.get_absolute_url()).content.decode()
    assert "180" in text
    assert "200" in text
