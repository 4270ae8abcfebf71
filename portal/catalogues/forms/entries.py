"""The plain forms on which people keep the entry of the provider or station they act for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.catalogues.models import Provider, ProviderOffer, Station
from portal.media.fields import PictureField, keep_picture
from portal.my.rows import RowsForm, rows_of
from portal.uploads.fields import checked_record
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


class ApplicationForm(RowsForm, WithPicture):
    """Who wants to be listed: what the directory shows, and the licence that only staff see (R-FORM-12).

    Args:
        enterprises: those of the directory for which the person acts; one of them may be the provider.
    """

    licence = forms.FileField(
        label=_("营业执照"),
        widget=forms.FileInput({"accept": ".pdf,image/*"}),
        help_text=_("照片或 PDF，四角完整、字迹清楚。只有负责审核的工作人员能看到，不公开。"),
    )

    class Meta:
        model = Provider
        fields = ["name", "enterprise", "fields", "introduction", "town", "address", "phone"]
        widgets = {"introduction": forms.Textarea({"rows": 6}), "phone": forms.TextInput({"type": "tel"})}
        formsets = {"offers": {**rows_of(OfferForm, MOST_OFFERS), "min_num": 1, "validate_min": True}}

    row_titles = {"offers": _("服务与价格")}

    def __init__(self, *args, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["enterprise"]
        field.queryset, field.empty_label = field.queryset.filter(pk__in=[row.pk for row in enterprises]), _("不是名录里的企业")
        if not enterprises:
            del self.fields["enterprise"]
        self.fields["phone"].required = True
        self.fields["upload"].label = _("展示图片")

    def clean_licence(self):
        """Let the licence through the gate.

        Raises:
            ValidationError: the gate refuses it.
        """
        return checked_record(self.cleaned_data["licence"])


class ProviderForm(RowsForm, WithPicture):
    """What a provider says of itself; its name, and fields only staff change."""

    class Meta:
        model = Provider
        fields = ["introduction", "address", "phone"]
        widgets = {"introduction": forms.Textarea({"rows": 6}), "phone": forms.TextInput({"type": "tel"})}
        # No provider is public without a price (R-CAT-3).
        formsets = {"offers": {**rows_of(OfferForm, MOST_OFFERS), "min_num": 1, "validate_min": True}}

    row_titles = {"offers": _("服务与价格")}
