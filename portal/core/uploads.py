"""Uploaded pictures, served by the application itself where no web server stands in front of it."""

import posixpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

# Wagtail writes a changed picture under a new name, so a copy may be kept for long.
MAX_AGE_SECONDS = 30 * 24 * 60 * 60
# Documents go through Wagtail's own view, which knows who may read them.
WITHHELD = ("documents/",)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Answer with the uploaded file at ``path`` below the media folder.

    Raises:
        Http404: if there is no such file, or it may be had only through Wagtail's document view.
    """
    if posixpath.normpath(path).lstrip("/").startswith(WITHHELD):
        raise Http404(path)
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:  # a name longer than the file system allows
        raise Http404(path) from error
    patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    # An SVG or HTML file must not run scripts with the portal's cookies.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
