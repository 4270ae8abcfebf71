"""A form sent several times makes one record: the key in the form, and where its result stands.

The key is drawn with the form (template tag ``once_key``). A view that has made something of the form says where that stands with
:func:`note_result`; the middleware of :mod:`portal.my.once` leads whoever sends the same form again there.
"""

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseRedirectBase

FIELD = "once_key"


def new_key() -> str:
    """Return a key that no other form has."""
    return uuid.uuid4().hex


def note_result(request, result: str | HttpResponse | None) -> None:
    """Note what a form has led to: an address, or the redirect to one. Any other response means that nothing was made."""
    if isinstance(result, HttpResponseRedirectBase):
        request.form_result = result.url
    elif isinstance(result, str):
        request.form_result = result


def result_of(request) -> str:
    """Return what was noted, or nothing."""
    return getattr(request, "form_result", "")
