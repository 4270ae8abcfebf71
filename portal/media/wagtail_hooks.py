from django.http import Http404
from wagtail import hooks

from portal.media.visibility import is_public, may_have


@hooks.register("before_serve_document")
def withhold_what_nothing_shows(document, request):
    """Answer 404 for a document that nothing on the site offers, unless its owner or staff asks."""
    if not is_public(document) and not may_have(request.user, document):
        raise Http404(document.filename)
