"""A picture written anew: upright, 8-bit RGB or RGBA, bounded in size, its first frame only, with nothing in it that is not seen."""

from io import BytesIO
from math import sqrt
from typing import cast

# Each plug-in by name: Pillow knows only those that are loaded, and none but these shall read a stranger's file.
from PIL import AvifImagePlugin, GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from portal.uploads.refusal import Refusal

_READ = [
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
        AvifImagePlugin.AvifImageFile,
    )
]
# A GIF keeps its sharp edges as PNG. Old phones cannot show an AVIF, and it takes long to write.
_WRITTEN = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
_QUALITY = {"JPEG": {"quality": 92}, "PNG": {}, "WEBP": {"quality": 92}, "AVIF": {"quality": 55, "max_threads": 1}}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_COLOUR_SPACES = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK", "L": "GRAY"}
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
_WEBP_COST = 3
# A progressive JPEG has about ten scans; each one, however short, costs as much as the whole picture.
_MOST_SCANS = 100
_START_OF_SCAN = b"\xff\xda"

# The pixels are counted below, with a message for people.
Image.MAX_IMAGE_PIXELS = None
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def rewritten(stream, *, pixels: int, kept_pixels: int, kept_edge: int, sizes: list) -> tuple[dict, bytes]:
    """Return the format and size of a picture as it may be kept, and its bytes.

    Args:
        stream: the file.
        pixels: most pixels that are decoded at all.
        kept_pixels: most pixels that are kept; a larger picture is made smaller.
        kept_edge: longest edge that is kept.
        sizes: ``[width, format]`` of what will be shown; each is made once to see that it can be.

    Raises:
        Refusal: ``heic``, ``svg``, ``type`` or ``pixels``.
    """
    with _opened(stream, pixels) as picture:
        read_format, (width, height) = str(picture.format), picture.size
        _bound_pixels(width * height, pixels)
        if read_format in {"JPEG", "MPO"}:
            _bound_scans(stream)
        scale = min(1.0, sqrt(kept_pixels / (width * height)), kept_edge / max(width, height))
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        picture.draft(None, size)
        turn = _turn(picture)
        shown = _in_eight_bits(picture)
    if shown.size != size:
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    shown = _in_srgb(shown, picture.info.get("icc_profile"))
    if turn is not None:
        shown = shown.transpose(turn)
    # Pillow writes back what it finds here.
    shown.info = {}
    for shown_width, shown_format in sizes:
        _written(_narrowed(shown, shown_width), shown_format)
    kept_format = _WRITTEN[read_format]
    return {"format": kept_format, "read": read_format, "width": shown.width, "height": shown.height}, _written(shown, kept_format)


def _opened(stream, pixels: int) -> Image.Image:
    head = stream.read(1024)
    stream.seek(0)
    if b"<svg" in head.lower():
        raise Refusal("svg")
    if head[4:8] == b"ftyp" and _brands(head) & _HEIC and b"avif" not in _brands(head):
        raise Refusal("heic")
    known = head.startswith(_BEGINNINGS) or head[4:8] == b"ftyp"
    if head.startswith(b"RIFF"):
        known = head[8:12] == b"WEBP"
        # Opening one already takes the memory of its pixels, several times over.
        _bound_pixels(_webp_pixels(head), pixels // _WEBP_COST)
    try:
        return Image.open(stream, formats=_READ)
    except (OSError, SyntaxError, ValueError) as error:
        raise Refusal("damaged" if known else "type") from error


def _brands(head: bytes) -> set[bytes]:
    end = max(12, min(int.from_bytes(head[:4], "big"), 256))
    return {head[start : start + 4] for start in range(8, end, 4)}


def _webp_pixels(head: bytes) -> int:
    """Return how many pixels a WebP says it has (RFC 9649); nought where it says nothing that can be read."""
    kind, data = head[12:16], head[20:30]
    if kind == b"VP8X":
        return (int.from_bytes(data[4:7], "little") + 1) * (int.from_bytes(data[7:10], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (int.from_bytes(data[6:8], "little") & 0x3FFF) * (int.from_bytes(data[8:10], "little") & 0x3FFF)


def _bound_pixels(found: int, most: int) -> None:
    if found > most:
        raise Refusal("pixels", limit=most // 10_000)


def _bound_scans(stream) -> None:
    position = stream.tell()
    stream.seek(0)
    scans, tail = 0, b""
    while block := stream.read(1 << 20):
        scans += (tail + block).count(_START_OF_SCAN)
        tail = block[-1:]
    stream.seek(position)
    if scans > _MOST_SCANS:
        raise Refusal("damaged")


def _turn(picture: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(int(picture.getexif()[_ORIENTATION]))
    except Exception:
        # What cameras and programs write there is often broken; the picture itself is not.
        return None


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return the first frame as RGB or RGBA, or as L or CMYK where its profile still counts."""
    picture.load()
    mode = picture.mode
    if mode.startswith(("I;16", "I", "F")):
        deep = picture.convert("I")
        _least, most = cast(tuple[int, int], deep.getextrema())
        shift = 1 / 256 if most > 255 else 1
        return deep.point(lambda value: value * shift).convert("L")
    if "transparency" in picture.info or mode in {"LA", "La", "PA", "RGBA", "RGBa"}:
        return picture.convert("RGBA")
    return picture if mode in {"L", "CMYK", "RGB"} else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of the web; a profile that is broken or of another kind of picture does not count."""
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == _COLOUR_SPACES.get(picture.mode):
                transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), picture.mode, wanted)
                return cast(Image.Image, ImageCms.applyTransform(picture, transform))
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture if picture.mode == wanted else picture.convert(wanted)


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if width >= picture.width:
        return picture
    return picture.resize((width, max(1, picture.height * width // picture.width)), reducing_gap=2.0)


def _written(picture: Image.Image, image_format: str) -> bytes:
    out = BytesIO()
    if image_format == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.save(out, image_format, **_QUALITY[image_format])
    return out.getvalue()
