"""What is done to an uploaded picture before it is kept."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageOps

_KEPT_FORMATS = {"JPEG": {"quality": 92, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 92}, "AVIF": {"quality": 85}}
# What the look of a picture depends on.
_KEPT_INFO = frozenset({"transparency", "icc_profile", "gamma"})
# What Pillow reports of every file and that says nothing about its maker.
_HARMLESS = _KEPT_INFO | {
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "dpi",
    "progressive",
    "progression",
    "adobe",
    "adobe_transform",
    "loop",
    "duration",
    "timestamp",
    "background",
    "srgb",
    "chromaticity",
    "aspect",
    "interlace",
    "bits",
}


def without_hidden_data(file) -> ContentFile | None:
    """Return a copy of an image file without EXIF, XMP and comments, turned upright; ``None`` when there is nothing to remove.

    Args:
        file: an open Django file with an image; left at its start.
    """
    file.seek(0)
    with Picture.open(file) as picture:
        hidden = bool(picture.getexif()) or bool(set(picture.info) - _HARMLESS)
        if not hidden or picture.format not in _KEPT_FORMATS or getattr(picture, "is_animated", False):
            file.seek(0)
            return None
        upright = ImageOps.exif_transpose(picture)
        # Pillow writes back what it finds in ``info``; an allow-list keeps colours right and leaves everything else behind.
        upright.info = {key: value for key, value in picture.info.items() if key in _KEPT_INFO}
        out = BytesIO()
        upright.save(out, picture.format, exif=b"", **_KEPT_FORMATS[picture.format])
    file.seek(0)
    return ContentFile(out.getvalue(), name=file.name)
