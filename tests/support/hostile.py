"""Damaged and hostile files of each kind, made from seeds: the same number is the same file, on every machine.

Every kind starts from an honest file. A seed picks one of the ways to damage any file, or one of the traps of that kind.
"""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms

from tests.support.made_files import docx, pdf, picture, pptx, workbook

GPS = 0x8825
_ZEROS = 8 * 2**20


def hostile(kind: str, seed: int) -> bytes:
    """Return the file of a kind (a key of :data:`HONEST`) that ``seed`` makes."""
    chance = random.Random(f"{kind}-{seed}")  # noqa: S311 - has to be repeatable
    traps = TRAPS.get(kind, [])
    ways = [*DAMAGE, *(lambda _content, _chance, trap=trap: trap() for trap in traps)]
    return ways[seed % len(ways)](honest(kind), chance)


@cache
def honest(kind: str) -> bytes:
    """Return an honest file of a kind."""
    return HONEST[kind]()


# --- what can happen to any file ------------------------------------------------------------------------------------------------------


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randrange(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwritten(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.randbytes(200) + content[start + 200 :]


def _hollow(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(4, len(content))
    return content[:start] + content[start + chance.randrange(1, 300) :]


def _followed(content: bytes, chance: random.Random) -> bytes:
    return content + b"<script>alert(1)</script>" + chance.randbytes(500)


def _only_beginning(content: bytes, chance: random.Random) -> bytes:
    return content[:16] + chance.randbytes(2000)


def _other_kind(_content: bytes, chance: random.Random) -> bytes:
    return honest(chance.choice(sorted(HONEST)))


def _repeated(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(content)), 2))
    return content[:end] + content[start:end] * chance.randrange(1, 4) + content[end:]


DAMAGE: list[Callable[[bytes, random.Random], bytes]] = [
    _cut,
    _flipped,
    _overwritten,
    _hollow,
    _followed,
    _only_beginning,
    _other_kind,
    _repeated,
    _flipped,
    _cut,
]

# --- pictures -------------------------------------------------------------------------------------------------------------------------


def _saved(image: Image.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _place() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(GPS)[2] = (29.0, 15.0, 0.0)
    exif[0x010F] = "SecretPhone"
    return exif


def two_frames(kind: str) -> bytes:
    """Return a picture of two frames with its place: an MPO as phones write it, or an animation."""
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    place = {} if kind == "GIF" else {"exif": _place()}
    return _saved(first, "MPO" if kind == "JPEG" else kind, save_all=True, append_images=[second], **place)


def cmyk(profile: bytes | None = None) -> bytes:
    """Return a JPEG in CMYK with the profile of an RGB picture."""
    return _saved(Image.new("CMYK", (60, 40), (0, 200, 200, 0)), "JPEG", icc_profile=profile or srgb_profile())


def srgb_profile() -> bytes:
    """Return a colour profile of RGB pictures."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def broken_exif(kind: str = "JPEG") -> bytes:
    """Return a picture whose hidden data cannot be read."""
    return _saved(Image.new("RGB", (60, 40), "red"), kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 40)


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a small PNG that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def huge_jpeg() -> bytes:
    """Return a small JPEG that says it is huge."""
    content = bytearray(picture("JPEG"))
    start = content.index(b"\xff\xc0")
    content[start + 5 : start + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(content)


def many_scans() -> bytes:
    """Return a progressive JPEG that repeats its scans a thousand times."""
    content = _saved(Image.new("RGB", (2000, 2000)), "JPEG", progressive=True)
    start = content.rindex(b"\xff\xda")
    return content[:start] + content[start:-2] * 1000 + content[-2:]


def text_bomb() -> bytes:
    """Return a PNG with a compressed text of many megabytes."""
    content = picture("PNG")
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * _ZEROS, 9))
    return content[:33] + bomb + content[33:]


def deep() -> bytes:
    """Return a grey PNG of 16 bits."""
    return _saved(Image.new("I;16", (60, 40), 40_000), "PNG")


def palette(kind: str = "PNG") -> bytes:
    """Return a picture with a palette of which one colour is transparent."""
    return _saved(Image.new("P", (60, 40), 1), kind, transparency=0)


def large_webp() -> bytes:
    """Return the WebP of 7000 by 7000 that filled the memory of a server."""
    return _saved(Image.new("RGB", (7000, 7000), "green"), "WEBP", quality=20, method=0)


def fake_large_webp() -> bytes:
    """Return a small WebP that says it is large."""
    content = bytearray(broken_exif("WEBP"))
    content[24:30] = b"\x57\x1b\0\x57\x1b\0"
    return bytes(content)


def heic() -> bytes:
    """Return the beginning of a photo of a phone."""
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400


# --- PDF ------------------------------------------------------------------------------------------------------------------------------


def raw_pdf(catalogue: str = "", page: str = "", more: tuple[str, ...] = ()) -> bytes:
    """Return a PDF of one page with entries added to its catalogue and page, and further objects from number 4 on."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] {page} >>",
        *more,
    ]
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"
ACTIVE_PDF = {
    "opening script": raw_pdf(f"/OpenAction {SCRIPT}"),
    "script under a disguised name": raw_pdf("/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>"),
    "script in the tree of names": raw_pdf(f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"),
    "script when the page opens": raw_pdf(page=f"/AA << /O {SCRIPT} >>"),
    "script before printing": raw_pdf(f"/AA << /WP {SCRIPT} >>"),
    "script behind a link": raw_pdf(page=f"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A {SCRIPT} >>]"),
    "script after a harmless action": raw_pdf("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [4 0 R] >>", more=(SCRIPT,)),
    "program": raw_pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "form that sends itself": raw_pdf(page="/Annots [<< /Subtype /Widget /Rect [0 0 9 9] /AA << /U << /S /SubmitForm /F (x) >> >> >>]"),
    "attachment": raw_pdf(
        "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 4 0 R >> >>] >> >>", more=("<< >>",)
    ),
    "XFA form": raw_pdf("/AcroForm << /Fields [] /XFA 4 0 R >>", more=("<< >>",)),
    "film": raw_pdf(page="/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
}
HARMLESS_PDF = {
    "opening destination, as LibreOffice writes it": raw_pdf("/OpenAction [3 0 R /XYZ null null 0]"),
    "opening view": raw_pdf("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
    "page that says JavaScript": raw_pdf(page="/Contents 4 0 R", more=("<< /Length 25 >>\nstream\nBT (/JavaScript) Tj ET  \nendstream",)),
    "title that says Launch": raw_pdf("/Lang (/Launch /EmbeddedFile)"),
    "link to the web": raw_pdf(page="/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>]"),
    "structure of a tagged page": raw_pdf("/StructTreeRoot << /Type /StructTreeRoot /K << /S /Document /A << /O /Layout >> >> >>"),
}


def _nested_pdf() -> bytes:
    return raw_pdf("/Deep " + "[" * 20_000 + "]" * 20_000)


def _looping_pdf() -> bytes:
    return raw_pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def _own_predecessor_pdf() -> bytes:
    content = raw_pdf()
    start = content.index(b"xref\n")
    return content.replace(b"/Root 1 0 R >>", f"/Root 1 0 R /Prev {start} >>".encode())


def _stream_bomb_pdf() -> bytes:
    packed = zlib.compress(b"\0" * _ZEROS * 20, 9)
    stream = f"<< /Type /ObjStm /N 5 /First 10 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n{packed.decode('latin-1')}\nendstream"
    return raw_pdf("/Extensions 4 0 R", more=(stream,))


# --- office files and archives --------------------------------------------------------------------------------------------------------


def changed(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """Return an archive with parts replaced, added or (``None``) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            if part is not None:
                target.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Return a part of an archive."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        return source.read(name)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9))
    + b"]><x>&j;</x>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def _office_traps(kind: str, main: str) -> list[Callable[[], bytes]]:
    def with_part(name: str, part: bytes | None) -> Callable[[], bytes]:
        return lambda: changed(honest(kind), {name: part})

    return [
        with_part(main, ENTITIES),
        with_part(main, OUTSIDE),
        with_part(main, b"<x>" * 100_000),
        with_part(main, b""),
        with_part(main, None),
        with_part("[Content_Types].xml", None),
        with_part("[Content_Types].xml", b"\xff\xfe<"),
        with_part("word/zeros.xml", b"\0" * _ZEROS),
        with_part("word/vbaProject.bin", b"x"),
        with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000,
        lambda: locked(honest(kind)),
    ]


def locked(content: bytes) -> bytes:
    """Return an archive whose entries say that they have a password."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(signature)
        while start >= 0:
            marked[start + offset] |= 1
            start = marked.find(signature, start + 4)
    return bytes(marked)


def _sheet_trap(old: bytes, new: bytes) -> Callable[[], bytes]:
    name = "xl/worksheets/sheet1.xml"
    return lambda: changed(honest("xlsx"), {name: part_of(honest("xlsx"), name).replace(old, new)})


def _zip(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


HONEST: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
    "webp": lambda: picture("WEBP"),
    "gif": lambda: picture("GIF"),
    "avif": lambda: picture("AVIF"),
    "pdf": pdf,
    "docx": docx,
    "pptx": pptx,
    "xlsx": workbook,
    "zip": lambda: _zip({"茶.txt": b"x" * 3000, "b/c.pdf": b"%PDF-1.4" * 50}),
    "txt": lambda: "山茶油\n".encode() * 50,
}
TRAPS: dict[str, list[Callable[[], bytes]]] = {
    "jpeg": [lambda: two_frames("JPEG"), cmyk, lambda: cmyk(b"no profile"), broken_exif, huge_jpeg, many_scans, heic],
    "png": [lambda: two_frames("PNG"), huge_png, lambda: huge_png(2**31 - 1, 2**31 - 1), text_bomb, deep, palette],
    "webp": [lambda: two_frames("WEBP"), fake_large_webp, lambda: broken_exif("WEBP")],
    "gif": [lambda: two_frames("GIF"), lambda: palette("GIF")],
    "avif": [heic],
    "pdf": [
        *((lambda content=content: content) for content in (*ACTIVE_PDF.values(), *HARMLESS_PDF.values())),
        _nested_pdf,
        _looping_pdf,
        _own_predecessor_pdf,
        _stream_bomb_pdf,
    ],
    "docx": _office_traps("docx", "word/document.xml"),
    "pptx": _office_traps("pptx", "ppt/presentation.xml"),
    "xlsx": [
        *_office_traps("xlsx", "xl/workbook.xml"),
        _sheet_trap(b'<row r="2"', b'<row r="40000000"'),
        _sheet_trap(b'r="A2"', b'r="ZZZZZ99"'),
        _sheet_trap(b'<row r="2"', b'<row r="-5"'),
        _sheet_trap(b"</sheetData>", b"<row>" + b"<c/>" * 1_500_000 + b"</row></sheetData>"),
        _sheet_trap(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'),
        lambda: changed(honest("xlsx"), {"xl/sharedStrings.xml": ENTITIES}),
        lambda: changed(honest("xlsx"), {"xl/styles.xml": b"<styleSheet/>"}),
    ],
    "zip": [
        lambda: _zip({"zeros": b"\0" * _ZEROS}),
        lambda: _zip({"../../x.txt": b"x"}),
        lambda: _zip({"b.zip": b"PK"}),
        lambda: _zip({f"{number}.txt": b"" for number in range(3000)}),
        lambda: locked(honest("zip")),
    ],
    "txt": [lambda: b"MZ\x90\0", lambda: b"<?php x", lambda: b"\xff\xfe\0\xd8"],
}
