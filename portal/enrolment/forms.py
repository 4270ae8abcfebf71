"""What people fill in to take a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.web.forms import agreement


class ContactForm(forms.Form):
    """Name and phone, with the separate consent to pass them on.

    Args:
        consent_label: to whom, and what for.
    """

    name = forms.CharField(label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    agree = agreement("")

    def __init__(self, *args, consent_label: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = consent_label
