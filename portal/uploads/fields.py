"""Form fields whose files have passed the gate."""

from django import forms
from django.conf import settings

from portal.uploads.gate import CheckedFile, checked_paper


def checked_record(upload) -> CheckedFile:
    """Return a paper or picture that goes with a record, as it may be kept (``RECORD_FILE_MB``, ``RECORD_FILE_PAGES``).

    Raises:
        ValidationError: too large, no PDF, docx or picture by its content, damaged, with macros or scripts, or with too many pages.
    """
    return checked_paper(upload, most_bytes=settings.RECORD_FILE_MB * 2**20, most_pages=settings.RECORD_FILE_PAGES)


class RecordFileField(forms.FileField):
    """A paper or picture that goes with a record."""

    def clean(self, data, initial=None):
        """Return the file as it may be kept, or nothing.

        Raises:
            ValidationError: see :func:`checked_record`.
        """
        file = super().clean(data, initial)
        return checked_record(file) if file else None
