"""Forms of search in the admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.core.addresses import parts_of
from search.models import PinnedResult, SearchEntry, Synonym


class PinForm(WagtailAdminModelForm):
    """A pinned result, chosen by its address."""

    address = forms.CharField(label=_("置顶内容的网址"), help_text=_("打开要置顶的页面，把浏览器地址栏的网址粘贴到这里。"))

    class Meta:
        model = PinnedResult
        fields = ["query", "address", "order", "reason", "expires_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["address"] = self.instance.entry.url

    def clean_address(self):
        """Return the entry of the address.

        Raises:
            ValidationError: nothing that can be found stands there.
        """
        path = parts_of(self.cleaned_data["address"].strip()).path
        entry = SearchEntry.objects.visible().filter(url=path).first()
        if entry is None:
            raise ValidationError(_("这个网址不是能搜到的内容，请检查是否已发布。"))
        self.instance.entry = entry
        return path


class TrialForm(forms.Form):
    """Words to try as synonyms, and a query that they should help."""

    words = forms.CharField(label=_("同义词"), max_length=200, help_text=_("用“=”或逗号分开，例如“网店=淘宝店=网上店铺”。"))
    query = forms.CharField(label=_("搜索词"), max_length=60, required=False, help_text=_("留空则逐个试每个词。"))

    def clean_words(self):
        """Return the words as a list.

        Raises:
            ValidationError: fewer than two words.
        """
        terms = Synonym(words=self.cleaned_data["words"]).terms()
        if len(terms) < 2:
            raise ValidationError(_("请至少填写两个词，用“=”或逗号分开。"))
        return terms
