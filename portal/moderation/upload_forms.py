"""Wagtail's upload forms with the checks of the moderation; the settings name them as the bases of its own.

They stand behind every door of the back office: one picture or several at once, the chooser of an editor, a new file for an old picture.
"""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
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
    """Pictures, checked and written anew, with their source and the right to use them.

    A picture from before these were asked can still be edited without them; a new file for it is a new picture.
    """

    asked = ("source", "right")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureField(label=old.label, required=old.required, widget=old.widget, help_text=old.help_text)
        for name in self.asked:
            if name in self.fields and (self.instance.pk is None or getattr(self.instance, name)):
                self.fields[name].required = True

    def clean(self):
        """Ask for the source and the right with a new file."""
        cleaned = super().clean()
        if "file" in self.changed_data:
            for name in self.asked:
                if name in self.fields and name not in self.errors and not cleaned.get(name):
                    self.add_error(name, forms.ValidationError(_("换了图片文件，请重新填写。"), code="required"))
        return cleaned


class CheckedDocumentForm(BaseDocumentForm):
    """Files for download, checked by content."""

    def clean_file(self):
        """Return the file if nothing is wrong with it."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
