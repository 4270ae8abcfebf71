"""What staff say about a hidden link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """What a member of staff saw."""

    reason = forms.CharField(label=_("核对情况"), max_length=200)
