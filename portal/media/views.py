"""Uploaded pictures, handed out by the application: only it knows whether they may be seen yet, or still."""

import posixpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.media.models import CustomImage, CustomRendition
from portal.media.visibility import is_public, may_have

# Wagtail writes a changed picture under a new name, so a reader's copy may be kept for long.
MAX_AGE_SECONDS = 30 * 24 * 60 * 60
# A server in front of the application asks again soon: a picture goes with the thing that shows it.
MAX_AGE_IN_FRONT_SECONDS = 10
# Documents go through Wagtail's own view.
WITHHELD = ("documents/",)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Answer with the picture, or the size of a picture, at ``path`` below the media folder.

    Raises:
        Http404: if there is none, the visitor may not have it (R-MOD-10), or it may be had only through Wagtail's document view.
    """
    path = posixpath.normpath(path).lstrip("/")
    if path.startswith(WITHHELD):
        raise Http404(path)
    image = _image_at(path)
    public = image is not None and is_public(image)
    if not public and (image is None or not may_have(request.user, image)):
        raise Http404(path)
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:  # a name longer than the file system allows
        raise Http404(path) from error
    if public:
        patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
        response.headers["X-Accel-Expires"] = str(MAX_AGE_IN_FRONT_SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
    # An SVG or HTML file must not run scripts with the portal's cookies.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def _image_at(path: str) -> CustomImage | None:
    rendition = CustomRendition.objects.filter(file=path).select_related("image").first()
    return rendition.image if rendition else CustomImage.objects.filter(file=path).first()
