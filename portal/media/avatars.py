"""The picture that staff choose for themselves in Wagtail's account page: one more door, the same gate."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from portal.uploads.gate import checked_picture

# Wagtail shows it in at most 400 by 400 pixels.
_KEPT_PIXELS = 400 * 400


class CheckedAvatarForm(AvatarPreferencesForm):
    """Wagtail's form without its own look into the file, which decodes whatever is sent."""

    avatar = forms.FileField(label=_("上传头像"), required=False)

    def clean_avatar(self):
        """Return the picture as it may be kept, or the one there was."""
        file = self.cleaned_data.get("avatar")
        return checked_picture(file, kept_pixels=_KEPT_PIXELS) if isinstance(file, UploadedFile) else self._original_avatar


def install() -> None:
    """Put the form behind Wagtail's panel."""
    AvatarSettingsPanel.form_class = CheckedAvatarForm
