"""Wagtail's upload forms with the checks of the moderation; the settings name them as the bases of its own.

They stand behind every door of the back office: one picture or several at once, the chooser of an editor, a new file for an old picture.
"""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.moderation.uploads import check_document, check_picture


class PictureField(WagtailImageField):
    """Wagtail's field with the gate in the place of its own look into the file, which knows neither damage nor bounds."""

    def to_python(self, data):
        """Return the picture as it may be kept.

        Raises:
            ValidationError: it may not.
        """
        file = forms.FileField.to_python(self, data)
        return file if file is None else check_picture(file)


class CheckedImageForm(BaseImageForm):
    """Pictures, checked and written anew."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureField(label=old.label, required=old.required, widget=old.widget, help_text=old.help_text)


class CheckedDocumentForm(BaseDocumentForm):
    """Files for download, checked by content."""

    def clean_file(self):
        """Return the file if nothing is wrong with it."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
