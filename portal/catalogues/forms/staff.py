"""Staff forms of the catalogues."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.accounts.forms.people import PhoneField
from portal.catalogues.models import Provider
from portal.catalogues.services import PROVIDER_MOVES
from portal.uploads.fields import checked_record


class ProviderStateForm(forms.Form):
    """Where a provider's state goes and why.

    Args:
        provider: offers only the states that may follow the present one.
    """

    to_state = forms.ChoiceField(label=_("变更为"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明变更理由。")},
        help_text=_("写入变更记录，供检查和考核使用。"),
    )

    def __init__(self, *args, provider: Provider, **kwargs):
        super().__init__(*args, **kwargs)
        following = PROVIDER_MOVES.following(provider.state)
        self.fields["to_state"].choices = [(value, label) for value, label in Provider.State.choices if value in following]


class AgreementForm(WagtailAdminModelForm):
    """An agreement, with the signed paper where there is one."""

    upload = forms.FileField(label=_("协议文件"), required=False, help_text=_("扫描件：PDF、docx 文档或图片；新文件替换旧的。不公开。"))

    def clean_upload(self):
        """Let the file through the gate.

        Raises:
            ValidationError: the gate refuses it.
        """
        return self.cleaned_data["upload"] and checked_record(self.cleaned_data["upload"])


class KeeperForm(forms.Form):
    """Who shall keep an entry."""

    phone = PhoneField(label=_("对方的手机号码"), help_text=_("对方须先用短信验证码登录过本站。"))
