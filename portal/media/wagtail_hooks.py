from django.http import Http404
from django.urls import path
from wagtail import hooks

from portal.media.manuscript_views import ReadManuscriptView
from portal.media.visibility import is_public, may_have


@hooks.register("before_serve_document")
def withhold_what_nothing_shows(document, request):
    """Answer 404 for a document that nothing on the site offers, unless its owner or staff asks."""
    if not is_public(document) and not may_have(request.user, document):
        raise Http404(document.filename)


@hooks.register("register_admin_urls")
def manuscript_urls():
    """Add what the editor's script asks of a text that is pasted or chosen."""
    return [path("manuscripts/read/", ReadManuscriptView.as_view(), name="media_read_manuscript")]
