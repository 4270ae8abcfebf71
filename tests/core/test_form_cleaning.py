"""Every field of every form cleans what was typed: the portal's, Wagtail's, allauth's and those of filters."""

from datetime import date, datetime
from decimal import Decimal

import django_filters
import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.apps import apps
from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.models import Page

from portal.catalogues.models import ValueAddedService
from portal.core import form_cleaning
from portal.talent.models import Job
from tests.core.test_figures import DAYS
from tests.support.refusals import refused


def form_fields(kind: type[models.Field]) -> list[forms.Field]:
    """Return the form field of every field of a kind that a model here or of Wagtail's pages has."""
    own = [model for model in apps.get_models() if model.__module__.startswith(("portal.", "cms.", "search.", "wagtail.models"))]
    found = [
        field for model in own for field in model._meta.concrete_fields if type(field) is kind and field.editable and not field.choices
    ]
    return [field.formfield() for field in found]


@pytest.mark.parametrize("kind", [models.CharField, models.TextField], ids=lambda kind: kind.__name__)
def test_every_text_field_of_every_model_loses_what_nobody_sees(kind):
    fields = form_fields(kind)
    assert len(fields) > 20
    for field in fields:
        assert field.to_python("茶\u200b\x01叶\u202e") == "茶叶"
        field.required = True
        with refused("required"):
            field.clean("\u200b\u3164 ")


def test_every_date_field_of_every_model_takes_every_way_to_write_a_day():
    days = form_fields(models.DateField)
    assert len(days) > 10
    for field in days:
        assert {field.clean(typed) for typed in DAYS} == {date(2026, 3, 15)}
    for field in form_fields(models.DateTimeField):
        found = field.clean("2026年3月15日 9时30分")
        assert timezone.localtime(found).replace(tzinfo=None) == datetime(2026, 3, 15, 9, 30)  # noqa: DTZ001 - compared without its zone


def test_numbers_take_currency_thousands_and_full_width():
    price = ValueAddedService._meta.get_field("price").formfield()
    assert price.clean("￥１，２３４．５０元") == Decimal("1234.50")
    assert Job._meta.get_field("headcount").formfield().clean("３０ 人") == 30
    assert forms.FloatField().clean("１．５") == 1.5
    for typed in ("abc", "1,23", "1-2"):
        with refused("invalid"):
            price.clean(typed)


def test_lines_stay_in_a_text_and_go_from_a_line():
    assert forms.CharField(widget=forms.Textarea()).clean("一\x0b二\r\n三") == "一\n二\n三"
    assert forms.CharField().clean("一\x0b二") == "一 二"


def test_blocks_and_foreign_forms_do_too():
    assert blocks.CharBlock().field.clean("茶\u200b叶") == "茶叶"
    assert blocks.DateBlock().field.clean("2026年3月15日") == date(2026, 3, 15)
    assert django_filters.CharFilter().field.clean("茶\u200b叶") == "茶叶"
    assert LoginForm().fields["login"].clean("a\u200bb") == "ab"
    assert Page._meta.get_field("title").formfield().clean("茶\x0b叶") == "茶 叶"


def test_a_password_is_what_was_typed():
    field = forms.CharField(strip=False, widget=forms.PasswordInput())
    assert field.clean(" ａ\u200b１ ") == " ａ\u200b１ "


def test_asking_twice_changes_nothing():
    before = forms.CharField.to_python
    form_cleaning.install()
    assert forms.CharField.to_python is before
