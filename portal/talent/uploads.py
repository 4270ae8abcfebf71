"""Résumé files: PDF, Word (docx), picture."""

from django.conf import settings

from portal.uploads.gate import CheckedFile, checked_paper


def checked_file(upload) -> CheckedFile:
    """Return an uploaded résumé as it may be kept.

    Raises:
        ValidationError: too large, no PDF, docx or picture by its content, damaged, with macros or scripts, or with too many pages.
    """
    return checked_paper(upload, most_bytes=settings.RESUME_FILE_MB * 2**20, most_pages=settings.RESUME_FILE_PAGES)
