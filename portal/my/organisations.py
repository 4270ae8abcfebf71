"""Forms that people fill in for one of the organisations that they act for."""

from collections.abc import Callable, Sequence
from typing import cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.web.forms import PlainModelForm


class ForOrganisationForm(PlainModelForm):
    """Its organisation is chosen among the person's own, once: a record that exists keeps its own.

    Args:
        organisations: those for which the person may fill it in.
    """

    # The field that names the organisation.
    organisation = "enterprise"

    def __init__(self, *args, organisations: Sequence[Model], **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields[self.organisation])
        field.queryset = cast(QuerySet, field.queryset).filter(pk__in=[row.pk for row in organisations])
        field.required, field.empty_label = True, None
        if self.instance.pk:
            del self.fields[self.organisation]


class ForOrganisationMixin:
    """The page of a :class:`ForOrganisationForm`; who acts for none reads ``members_only`` instead."""

    # Returns the organisations for which a user may fill the form in.
    organisations: Callable
    members_only = _("只有单位的成员可以填写。")

    def get_form_kwargs(self):
        """Return the form's arguments, with the organisations."""
        return {**super().get_form_kwargs(), "organisations": self.organisations(self.request.user)}

    def refusal(self):
        """Return why this person cannot use the form, if so."""
        return "" if self.organisations(self.request.user) else str(self.members_only)
