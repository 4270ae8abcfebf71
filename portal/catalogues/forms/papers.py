"""Files of providers: licences and agreements."""

from django.conf import settings

from portal.uploads.gate import CheckedFile, checked_paper


def checked_provider_paper(upload) -> CheckedFile:
    """Return a licence or agreement as it may be kept.

    Raises:
        ValidationError: too large, no PDF, docx or picture by its content, damaged, with macros or scripts, or with too many pages.
    """
    return checked_paper(upload, most_bytes=settings.RECORD_FILE_MB * 2**20, most_pages=settings.RECORD_FILE_PAGES)
