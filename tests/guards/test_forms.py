"""Every model form of the public is plain, and every text field of every model form is cleaned."""

import importlib
import pkgutil

import pytest
from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page

import cms
import portal
import search
from portal.web.forms import PlainFields

PROBE, CLEAN = "茶\u200b\x01叶\u202e", "茶叶"


def model_forms() -> list[type[forms.BaseModelForm]]:
    """Return every model form of the project's modules that has a model."""
    for package in (portal, cms, search):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".forms" in found.name or found.name.endswith("_forms"):
                importlib.import_module(found.name)
    return [form for form in _below(forms.BaseModelForm) if form.__module__.startswith(("portal.", "cms.", "search.")) and form._meta.model]


def _below(kind: type) -> list[type]:
    return [each for child in kind.__subclasses__() for each in (child, *_below(child))]


def unclean(fields: dict[str, forms.Field]) -> list[str]:
    """Return the names of text fields that keep what nobody sees, whatever else they refuse."""
    found = []
    for name, field in fields.items():
        if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.PasswordInput):
            continue
        try:
            value = field.to_python(PROBE)
        except forms.ValidationError:
            continue
        if CLEAN not in value:
            found.append(name)
    return found


def test_every_text_field_of_every_model_form_is_cleaned(db):
    bases = {form.__qualname__: form.base_fields for form in model_forms()}
    pages = {
        model.__qualname__: model.get_edit_handler().get_form_class().base_fields for model in Page.__subclasses__() if _is_ours(model)
    }
    assert len(bases) > 10
    assert {name: names for name, fields in {**bases, **pages}.items() if (names := unclean(fields))} == {}


def _is_ours(model) -> bool:
    return model.__module__.startswith("cms.") and not model._meta.abstract


class _Raw(forms.CharField):
    def to_python(self, value):
        return value


@pytest.mark.parametrize(("field", "names"), [(forms.CharField(), []), (_Raw(), ["text"])])
def test_the_guard_finds_a_field_that_is_not(field, names):
    assert unclean({"text": field}) == names


def test_model_forms_of_the_public_are_plain():
    public = [form for form in model_forms() if not issubclass(form, WagtailAdminModelForm) and ".forms" in form.__module__]
    assert public
    assert [form.__qualname__ for form in public if not issubclass(form, PlainFields)] == []
