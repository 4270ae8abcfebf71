"""What the public's forms share."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from portal.catalogues.models import ValueAddedService
from portal.talent.models import Job
from portal.web.forms import PlainModelForm, show_refusal


def test_numbers_are_typed_as_text_with_the_keys_of_numbers():
    price = forms.modelform_factory(ValueAddedService, PlainModelForm, fields=["price"])()["price"].as_widget()
    headcount = forms.modelform_factory(Job, PlainModelForm, fields=["headcount"])()["headcount"].as_widget()
    for drawn, keys in ((price, "decimal"), (headcount, "numeric")):
        assert 'type="text"' in drawn
        assert f'inputmode="{keys}"' in drawn
        assert not any(f" {name}=" in drawn for name in ("min", "max", "step"))


class _Said(forms.Form):
    reason = forms.CharField()


@pytest.mark.parametrize(
    ("error", "field", "shown"),
    [
        (ValidationError({"reason": "短", "staff": "无"}), "reason", {"reason": ["短"], "__all__": ["无"]}),
        (ValidationError("不行"), "reason", {"reason": ["不行"]}),
        (ValidationError("不行"), None, {"__all__": ["不行"]}),
    ],
)
def test_what_a_service_refuses_is_shown_whatever_fields_it_names(error, field, shown):
    form = _Said({"reason": "好"})
    assert form.is_valid()
    show_refusal(form, error, field)
    assert form.errors == shown
