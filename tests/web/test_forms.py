"""What the public's forms share."""

from django import forms

from portal.catalogues.models import ValueAddedService
from portal.talent.models import Job
from portal.web.forms import PlainModelForm


def test_numbers_are_typed_as_text_with_the_keys_of_numbers():
    price = forms.modelform_factory(ValueAddedService, PlainModelForm, fields=["price"])()["price"].as_widget()
    headcount = forms.modelform_factory(Job, PlainModelForm, fields=["headcount"])()["headcount"].as_widget()
    for drawn, keys in ((price, "decimal"), (headcount, "numeric")):
        assert 'type="text"' in drawn
        assert f'inputmode="{keys}"' in drawn
        assert not any(f" {name}=" in drawn for name in ("min", "max", "step"))
