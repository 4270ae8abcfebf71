"""What people fill in to take a place."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField


class ContactForm(forms.Form):
    """Name and phone, with the separate consent to pass them on; a domain says in ``consent_label`` to whom and what for."""

    consent_label: str | Promise = ""

    name = forms.CharField(label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField()
    agree = forms.BooleanField(error_messages={"required": _("请先阅读并勾选同意。")})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = self.consent_label

    def contact(self) -> dict[str, str]:
        """Return what the enrolment keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agree"}
