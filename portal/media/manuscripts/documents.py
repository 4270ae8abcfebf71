"""Word documents (DOCX), turned into HTML by Mammoth and cleaned as any other. Runs in the parser's process."""

from io import BytesIO

import mammoth

from portal.media.manuscripts import markup
from portal.uploads import office

# Names that Word and WPS give to the paragraph of a title; their headings Mammoth knows.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='Subtitle'] => p:fresh
"""


def inspected(stream, *, limits: dict) -> tuple[dict, bytes]:
    """Read a DOCX; see :func:`portal.media.manuscripts.markup.read`.

    Raises:
        Refusal: as :func:`portal.uploads.office.inspected`.
    """
    office.inspected(stream, kinds=["docx"], limits=limits, closely=False)
    stream.seek(0)
    # Mammoth asks an open file for its name, which the parser's input has none of.
    copy = BytesIO(stream.read())
    return markup.read(mammoth.convert_to_html(copy, style_map=_STYLES, external_file_access=False).value)
