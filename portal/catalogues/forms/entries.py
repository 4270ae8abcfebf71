"""The plain forms on which people keep the entry of the provider or station they act for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.catalogues.models import Provider, ProviderOffer, Station
from portal.media.fields import PictureField, keep_picture
from portal.my.rows import RowsForm, rows_of
from portal.web.forms import PlainModelForm

MOST_OFFERS = 30


class WithPicture(forms.Form):
    """The picture of an entry; stands behind the model's form."""

    upload = PictureField(label=_("图片"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].saved = self.instance.picture.title if self.instance.picture_id else ""

    def draft(self, user) -> Provider | Station:
        """Return the entry as the form has it, not saved; a picture is stored."""
        if self.cleaned_data.get("upload"):
            self.instance.picture = keep_picture(self.cleaned_data["upload"], str(self.instance), user)
        return self.save(commit=False)


class StationForm(PlainModelForm, WithPicture):
    """What a station says of itself; its name, number, kind and place only staff change."""

    class Meta:
        model = Station
        fields = ["phone", "hours", "services", "address"]
        widgets = {"phone": forms.TextInput({"type": "tel"})}


class OfferForm(PlainModelForm):
    """A service with its price."""

    class Meta:
        model = ProviderOffer
        fields = ["name", "content", "price", "unit"]


class ProviderForm(RowsForm, WithPicture):
    """What a provider says of itself; its name, fields and agreement only staff change."""

    class Meta:
        model = Provider
        fields = ["introduction", "address", "phone"]
        widgets = {"introduction": forms.Textarea({"rows": 6}), "phone": forms.TextInput({"type": "tel"})}
        # No provider is public without a price (R-CAT-3).
        formsets = {"offers": {**rows_of(OfferForm, MOST_OFFERS), "min_num": 1, "validate_min": True}}

    row_titles = {"offers": _("服务与价格")}
