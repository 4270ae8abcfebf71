"""Files that no web server may give away: papers and pictures that only their owner and staff with the right see.

They lie in a folder of their own beside the public one; a view that has asked who wants them hands them out with :func:`private_response`.
"""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files below ``PRIVATE_ROOT``; they have no address."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        """The folder, as the settings have it now."""
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        """The folder's full path."""
        return str(settings.PRIVATE_ROOT)

    def url(self, name):
        raise ValueError("private files have no address")


def private_response(file, content_type: str, file_name: str = "") -> FileResponse:
    """Return an answer with a private file that nobody between here and the reader keeps, and that runs nothing.

    Args:
        file: a Django file.
        content_type: what it was found to be when it was taken in.
        file_name: offers it as a download under this name; without one it is shown.
    """
    response = FileResponse(file.open("rb"), content_type=content_type, as_attachment=bool(file_name), filename=file_name)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
