"""Wagtail's upload forms with the checks of the moderation; the settings name them as the bases of its own."""

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.moderation.uploads import check_document, check_picture


class CheckedImageForm(BaseImageForm):
    """Pictures, checked by content."""

    def clean_file(self):
        """Return the picture if nothing is wrong with it."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_picture(file)
        return file


class CheckedDocumentForm(BaseDocumentForm):
    """Files for download, checked by content."""

    def clean_file(self):
        """Return the file if nothing is wrong with it."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
