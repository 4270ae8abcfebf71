"""A form sent several times makes one record: the key in the form, and where its result stands.

The key is drawn with the form (template tag ``once_key``). A view that has made something of the form says where that stands with
:func:`note_result`; the middleware of :mod:`portal.my.once` leads whoever sends the same form again there.
"""

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.urls import Resolver404, resolve
from django.views import View

from portal.core.addresses import parts_of

FIELD = "once_key"
# Marks a form of ours that is not carried out in one transaction with its key, because it sends a text message or changes nothing.
FORM_FIELD = "form_key"


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


def view_class_of(request) -> type[View] | None:
    """Return the class of the view that answers a request, or nothing where there is none."""
    try:
        return getattr(resolve(request.path_info).func, "view_class", None)
    except Resolver404:
        return None


def is_nameless(request) -> bool:
    """Return whether nothing that is kept of a form may tell who sent it (``nameless`` of :class:`portal.web.frame.FramedForm`)."""
    return getattr(view_class_of(request), "nameless", False)


def is_ours(request) -> bool:
    """Return whether this is a form that a page of ours has drawn for the public, sent by no other site."""
    if request.method != "POST" or not {FIELD, FORM_FIELD} & set(request.POST):
        return False
    return not request.path.startswith("/admin/") and not _is_foreign(request)


def is_of_staff(request) -> bool:
    """Return whether this is a form with a key of a screen in the back office whose view wants it once (``once`` of its class)."""
    if request.method != "POST" or FIELD not in request.POST or not request.path.startswith("/admin/"):
        return False
    return getattr(view_class_of(request), "once", False) and not _is_foreign(request)


def _is_foreign(request) -> bool:
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(source) and parts_of(source).netloc != request.get_host()
