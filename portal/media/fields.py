"""Pictures in the forms of the public."""

from pathlib import PurePath
from secrets import token_hex

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.media.models import CustomImage
from portal.media.uploads import checked_picture


class PictureField(forms.FileField):
    """A picture that somebody sends; the cleaned value is as it may be kept."""

    widget = forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "help_text": _("JPG、PNG 或 WebP，不超过 15 MB；照片里的拍摄位置会自动去掉。请只上传您有权使用、同意在本网站展示的图片。"),
                **kwargs,
            }
        )

    def clean(self, data, initial=None):
        """Return the checked picture.

        Raises:
            ValidationError: see :func:`portal.media.uploads.checked_picture`.
        """
        file = super().clean(data, initial)
        return checked_picture(file) if file and file is not initial else file


def keep_picture(file, title: str, user) -> CustomImage:
    """Store a checked picture among the site's own.

    Args:
        file: the cleaned value of a :class:`PictureField`.
        title: what it shows; also what is read out in its place.
        user: who sent it.
    """
    # Who sent it is known from the account; a person's name is not published beside the picture.
    image = CustomImage(title=title[:255], description=title[:255], uploaded_by_user=user, right=CustomImage.Right.SENDER)
    # Under a name of its own: what the file was called may say whose it is, and everybody reads the address.
    image.file.save(f"{token_hex(8)}{PurePath(file.name).suffix}", file, save=False)
    image.width, image.height = image.file.width, image.file.height
    image.save()
    return image
