"""Files made by the tests, honest ones."""

import io

from pypdf import PdfWriter
from pypdf.actions import JavaScript


def pdf(pages: int = 1, script: str = "") -> bytes:
    """Return a PDF of blank pages, on demand with a script that runs when it is opened."""
    writer, out = PdfWriter(), io.BytesIO()
    for _number in range(pages):
        writer.add_blank_page(595, 842)
    if script:
        writer.add_open_action(JavaScript(script))
    writer.write(out)
    return out.getvalue()
