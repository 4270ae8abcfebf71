"""Honest files made by the tests."""

import io
import zipfile

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


def pdf(pages: int = 1, script: str = "") -> bytes:
    """Return a PDF of blank pages, on demand with a script that runs when it is opened."""
    writer, out = PdfWriter(), io.BytesIO()
    for _number in range(pages):
        writer.add_blank_page(595, 842)
    if script:
        writer.add_open_action(JavaScript(script))
    writer.write(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a picture, green in its upper half and white in its lower."""
    image, out = Image.new("RGB", size, "white"), io.BytesIO()
    image.paste("green", (0, 0, size[0], size[1] // 2))
    image.save(out, kind)
    return out.getvalue()


def docx() -> bytes:
    """Return a Word file of one paragraph."""
    return _package("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>茶</w:t></w:r></w:p></w:body></w:document>')


def pptx() -> bytes:
    """Return a presentation without slides."""
    return _package("ppt/presentation.xml", f'<p:presentation xmlns:p="{_SLIDES}"/>')


def workbook() -> bytes:
    """Return a table of two columns and two rows."""
    book, out = Workbook(), io.BytesIO()
    for row in (["名称", "价格"], ["绿茶", 12], ["红茶", 20]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _package(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _TYPES)
        target.writestr(name, content)
    return out.getvalue()
