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


def manuscript() -> bytes:
    """Return a Word file as an editor gets it: a title, a heading, a list, a table and a picture."""

    def line(text: str, style: str = "", bold: str = "") -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        strong = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{bold}</w:t></w:r><w:r><w:t>。</w:t></w:r>" if bold else ""
        return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r>{strong}</w:p>"

    def item(text: str) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells) + "</w:tr>"

    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    body = (
        f"{line('茶山直播', 'a1')}{line('三位青年', bold='回乡')}{drawing}{line('怎么办', 'a2')}"
        f"{item('选品')}{item('拍摄')}<w:tbl>{row('月份', '订单')}{row('1月', '120')}</w:tbl>"
    )
    office, package = "http://schemas.openxmlformats.org/officeDocument/2006", "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{office}/relationships/image" Target="media/image1.png"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{office}/relationships"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="heading 2"/></w:style></w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/media/image1.png": picture("PNG"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


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
