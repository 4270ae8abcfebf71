"""The plain form on which an enterprise keeps its own page."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.enterprises.models import DisplayProduct, Enterprise, EnterpriseChannel, Licence, NewsItem
from portal.media.fields import PictureField, keep_picture
from portal.my.rows import RowsForm, rows_of
from portal.web.forms import DayInput, PlainModelForm


def _url_field(label, max_length: int = 200) -> forms.URLField:
    return forms.URLField(label=label, required=False, max_length=max_length, assume_scheme="https")


class NewsItemForm(PlainModelForm):
    """A piece of news."""

    class Meta:
        model = NewsItem
        fields = ["day", "text"]
        widgets = {"day": DayInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An added row that nobody filled in counts as empty: its day is compared with today, not with a hidden copy.
        self.fields["day"].show_hidden_initial = False


class LicenceForm(PlainModelForm):
    """A permit with its last day."""

    url = _url_field(_("电子证照链接"))

    class Meta:
        model = Licence
        fields = ["kind", "number", "issuer", "valid_until", "url"]
        widgets = {"valid_until": DayInput()}


class DisplayProductForm(PlainModelForm):
    """A product or technology with a picture."""

    upload = PictureField(label=_("图片"), required=False)

    class Meta:
        model = DisplayProduct
        fields = ["kind", "name", "text"]
        widgets = {"text": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].saved = self.instance.picture.title if self.instance.picture_id else ""

    def keep_upload(self, user) -> None:
        """Store the picture that was sent, if there is one, as the row's picture."""
        if self.cleaned_data.get("upload"):
            self.instance.picture = keep_picture(self.cleaned_data["upload"], self.cleaned_data["name"], user)


class ChannelForm(PlainModelForm):
    """A shop."""

    url = _url_field(_("网址"), 500)

    class Meta:
        model = EnterpriseChannel
        fields = ["platform", "shop", "url", "address"]


class PageForm(RowsForm):
    """All that an enterprise says of itself; what was verified (name, code, type) only staff change."""

    website = _url_field(_("网站"))
    logo_upload = PictureField(label=_("标志或门头图"), required=False)

    class Meta:
        model = Enterprise
        fields = ["short_name", "main_business", "introduction", "address", "phone", "website"]
        widgets = {"introduction": forms.Textarea({"rows": 6}), "phone": forms.TextInput({"type": "tel"})}
        formsets = {
            "news_items": rows_of(NewsItemForm, 20),
            "display_products": rows_of(DisplayProductForm, 12),
            "channels": rows_of(ChannelForm, 8),
            "licences": rows_of(LicenceForm, 20),
        }

    row_titles = {
        "news_items": _("最新动态"),
        "display_products": _("产品与技术展示"),
        "channels": _("购买渠道"),
        "licences": _("证照公示"),
    }
    new_rows = {"news_items": {"day": timezone.localdate}, "display_products": {"kind": DisplayProduct.Kind.PRODUCT}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["logo_upload"].saved = self.instance.logo.title if self.instance.logo_id else ""

    def draft(self, user) -> Enterprise:
        """Return the enterprise as the form has it, not saved; pictures are stored."""
        if self.cleaned_data.get("logo_upload"):
            self.instance.logo = keep_picture(self.cleaned_data["logo_upload"], self.instance.name, user)
        for row in self.formsets["display_products"].forms:
            row.keep_upload(user)
        return self.save(commit=False)
