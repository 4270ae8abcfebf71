"""Templates as PDF: certificates, sheets and posters, made here and now from HTML and CSS, without fetching anything.

WeasyPrint draws with Pango, a library of the system (``apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk``). Without it the
rest of the portal works, ``manage.py check`` says what is missing, and whoever asks for a paper is told to print the page itself.
"""

import logging
from ctypes.util import find_library
from http import HTTPStatus

from django.core.checks import Warning, register
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from portal.core.private_files import private

logger = logging.getLogger(__name__)


def library() -> str | None:
    """Return the library that draws papers, if the system has it; WeasyPrint itself is loaded by whoever draws the first one."""
    return find_library("pangoft2-1.0")


def drawn(template: str | list[str], context: dict, request: HttpRequest) -> bytes:
    """Return a template as a PDF.

    Args:
        template: a whole HTML document with its styles in it; of several, the first that there is.
        context: what it shows.

    Raises:
        OSError: the libraries are not installed.
    """
    from weasyprint import HTML

    return HTML(string=render_to_string(template, context, request), url_fetcher=_refuse).write_pdf()


def paper(request: HttpRequest, template: str | list[str], context: dict, name: str) -> HttpResponse:
    """Return a PDF that the browser shows, private to who asked; 406 with words where papers cannot be drawn.

    Args:
        name: the file's name without ``.pdf``.
    """
    try:
        content = drawn(template, context, request)
    except OSError:
        logger.exception("A paper cannot be drawn")
        return HttpResponse(render_to_string("errors/no_paper.html", request=request), status=HTTPStatus.NOT_ACCEPTABLE)
    shown = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf")}
    return private(HttpResponse(content, content_type="application/pdf", headers=shown))


def _refuse(url: str, *_args, **_kwargs):
    raise ValueError(f"a paper holds everything itself: {url[:100]}")


@register()
def check_papers(app_configs=None, **_kwargs) -> list[Warning]:
    """Say where papers cannot be drawn."""
    if library():
        return []
    hint = str(_("安装 libpango-1.0-0、libpangoft2-1.0-0 和 fonts-noto-cjk。"))
    return [Warning(str(_("缺少 Pango，不能生成证书和签到表的 PDF。")), hint=hint, id="web.W010")]
