"""What people choose when they subscribe."""

from django.utils.translation import gettext_lazy as _

from portal.subscriptions.models import SavedSearch
from portal.web.forms import PlainModelForm, agreement


class SearchForm(PlainModelForm):
    """How to hear of what is new, with the consent to be written to."""

    agree = agreement(_("我同意接收提醒，可以随时退订"))

    class Meta:
        model = SavedSearch
        fields = ("every", "channel")
