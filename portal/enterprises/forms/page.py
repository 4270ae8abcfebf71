"""The plain form on which an enterprise keeps its own page, made for a phone: rows instead of pop-ups, no script needed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet, ClusterForm

from portal.enterprises.models import DisplayProduct, Enterprise, EnterpriseChannel, Licence, NewsItem
from portal.media.models import CustomImage
from portal.media.uploads import checked_picture

_PICTURE_HELP = _("JPG、PNG 或 WebP，不超过 15 MB；照片里的拍摄位置会自动去掉。")


def _picture_field(label) -> forms.FileField:
    return forms.FileField(
        label=label, required=False, help_text=_PICTURE_HELP, widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})
    )


def _url_field(label, max_length: int = 200) -> forms.URLField:
    return forms.URLField(label=label, required=False, max_length=max_length, assume_scheme="https")


def _store_picture(file, title: str, user) -> CustomImage:
    image = CustomImage(title=title[:255], description=title[:255], uploaded_by_user=user)
    image.file.save(file.name, file, save=False)
    image.width, image.height = image.file.width, image.file.height
    image.save()
    return image


class RowFormSet(BaseChildFormSet):
    """Rows of one kind; their order is kept in hidden fields."""

    ordering_widget = forms.HiddenInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("删除这一条")


class NewsItemForm(forms.ModelForm):
    """A piece of news."""

    class Meta:
        model = NewsItem
        fields = ["day", "text"]
        widgets = {"day": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An added row that nobody filled in counts as empty: its day is compared with today, not with a hidden copy.
        self.fields["day"].show_hidden_initial = False


class LicenceForm(forms.ModelForm):
    """A permit with its last day."""

    url = _url_field(_("电子证照链接"))

    class Meta:
        model = Licence
        fields = ["kind", "number", "issuer", "valid_until", "url"]
        widgets = {"valid_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class DisplayProductForm(forms.ModelForm):
    """A product or technology with a picture."""

    upload = _picture_field(_("图片"))

    class Meta:
        model = DisplayProduct
        fields = ["kind", "name", "text"]
        widgets = {"text": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].saved = self.instance.picture.title if self.instance.picture_id else ""

    def clean_upload(self):
        """Return the picture as it may be kept."""
        file = self.cleaned_data["upload"]
        return checked_picture(file) if file else file

    def keep_upload(self, user) -> None:
        """Store the picture that was sent, if there is one, as the row's picture."""
        if self.cleaned_data.get("upload"):
            self.instance.picture = _store_picture(self.cleaned_data["upload"], self.cleaned_data["name"], user)


class ChannelForm(forms.ModelForm):
    """A shop."""

    url = _url_field(_("网址"), 500)

    class Meta:
        model = EnterpriseChannel
        fields = ["platform", "shop", "url", "address"]


def _rows(form, most: int) -> dict:
    return {"form": form, "formset": RowFormSet, "extra": 0, "max_num": most, "validate_max": True, "fields": form.Meta.fields}


class PageForm(ClusterForm):
    """All that an enterprise says of itself; what was verified (name, code, type) only staff change."""

    website = _url_field(_("网站"))
    logo_upload = _picture_field(_("标志或门头图"))

    class Meta:
        model = Enterprise
        fields = ["short_name", "main_business", "introduction", "address", "phone", "website"]
        widgets = {"introduction": forms.Textarea({"rows": 6}), "phone": forms.TextInput({"type": "tel"})}
        formsets = {
            "news_items": _rows(NewsItemForm, 20),
            "display_products": _rows(DisplayProductForm, 12),
            "channels": _rows(ChannelForm, 8),
            "licences": _rows(LicenceForm, 20),
        }

    # Headings of the rows, in the order in which the form shows them.
    row_titles = {
        "news_items": _("最新动态"),
        "display_products": _("产品与技术展示"),
        "channels": _("购买渠道"),
        "licences": _("证照公示"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["logo_upload"].saved = self.instance.logo.title if self.instance.logo_id else ""

    def clean_logo_upload(self):
        """Return the picture as it may be kept."""
        file = self.cleaned_data["logo_upload"]
        return checked_picture(file) if file else file

    def sections(self) -> list[dict]:
        """Return the rows by kind, each with its heading and whether one more fits."""
        return [
            {
                "name": name,
                "title": title,
                "formset": self.formsets[name],
                "full": len(self.formsets[name].forms) >= self.formsets[name].max_num,
            }
            for name, title in self.row_titles.items()
        ]

    def draft(self, user) -> Enterprise:
        """Return the enterprise as the form has it, not saved; pictures are stored."""
        if self.cleaned_data.get("logo_upload"):
            self.instance.logo = _store_picture(self.cleaned_data["logo_upload"], self.instance.name, user)
        for row in self.formsets["display_products"].forms:
            row.keep_upload(user)
        return self.save(commit=False)


# What stands in a new row before anybody has written into it.
_NEW_ROW = {"news_items": {"day": timezone.localdate}, "display_products": {"kind": DisplayProduct.Kind.PRODUCT}}


def with_one_more_row(data, name: str):
    """Return a copy of what was sent with one more empty row of a kind."""
    copy, key = data.copy(), f"{name}-TOTAL_FORMS"
    if name in PageForm.row_titles and copy.get(key, "").isdecimal():
        number = int(copy[key][:4])
        copy[key] = str(number + 1)
        for field, value in _NEW_ROW.get(name, {}).items():
            copy[f"{name}-{number}-{field}"] = str(value() if callable(value) else value)
    return copy
