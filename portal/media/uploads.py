"""Pictures for the site's pages."""

from django.core.files.base import File

from portal.media.renditions import tried_sizes
from portal.uploads import gate


def checked_picture(file: File) -> gate.CheckedFile:
    """Return a picture as it may be kept and shown in all sizes of the site.

    Raises:
        ValidationError: see :func:`portal.uploads.gate.checked_picture`.
    """
    return gate.checked_picture(file, sizes=tried_sizes())
