"""A new page sent several times, by a second press or a lost line, is one page."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import partial

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from portal.moderation.page_views import LedHereByHook
from portal.my.models import SubmissionKey
from portal.my.once import digest
from portal.web.once import FIELD
from portal.web.unreadable import read

# The field in which a form lets its author choose the page below which a new one goes.
PLACE = "placed_in"
_KEY = re.compile(r"[0-9a-f]{32}")


def place_of(request, parent_page: Page, page_class: type[Page]) -> int:
    """Return the key of the page below which a new one goes: as chosen in its form, where that offers a choice."""
    chosen = request.POST.get(PLACE, "")
    return int(chosen) if chosen.isdecimal() and PLACE in page_class.get_edit_handler().get_form_class().base_fields else parent_page.pk


def carried_out_once(request, first: Callable[[], tuple[HttpResponse, int | None]], again: Callable[[int], HttpResponse]) -> HttpResponse:
    """Carry out a form for a new page in one transaction with the row of its key; others with that key wait until it is done.

    Args:
        request: the form as it was sent.
        first: makes the page; returns the answer and the page's key, or none if nothing was made.
        again: answers a form that was changed since; called with the key of the page that it has made before.
    """
    key = request.POST.get(FIELD, "")
    if not _KEY.fullmatch(key):
        return first()[0]
    key = hashlib.sha256(f"page {key} {request.user.pk}".encode()).hexdigest()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = SubmissionKey.objects.create(key=key, path=request.path[:200], sender=request.user)
        except IntegrityError:
            row = SubmissionKey.objects.select_for_update().get(key=key)
            made = json.loads(row.result)
            if made["typed"] == digest(request) and made["to"]:
                # What the first answer had to say has gone with it.
                page = Page.objects.get(pk=made["page"])
                messages.success(request, _("“%(title)s”已经收到，没有重复保存。") % {"title": page.get_latest_revision_as_object()})
                return HttpResponseRedirect(made["to"])
            response, page_pk = again(made["page"]), made["page"]
        else:
            response, page_pk = first()
        if page_pk is None:
            row.delete()
        else:
            row.result = json.dumps({"page": page_pk, "typed": digest(request), "to": response.headers.get("Location", "")})
            row.save(update_fields=["result"])
        return response


class OnceCreateView(LedHereByHook, CreateView):
    """Wagtail's form for a new page, carried out in one transaction with the row of its key.

    Wagtail saves by itself half a second after the first letter, and whoever submits meanwhile makes a second page of the same article:
    here nothing is saved before the author says so, and what is sent again with the key of a page changes that page.
    """

    led_here_by = "before_create_page"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "autosave_enabled": False}

    def post(self, request):
        """Make the page, or lead to the one that this form has made."""

        def first():
            return read(partial(super(OnceCreateView, self).post, request)), self.page.pk

        return carried_out_once(request, first, lambda pk: _SentAgainView.as_view()(request, pk))


class _SentAgainView(LedHereByHook, EditView):
    """Takes a form for a new page as the next version of the page that it has made.

    It knows nothing of the rows that belong to that page: its own take their place.
    """

    # They ask who may edit, or decide on, what stands already.
    led_here_by = "before_edit_page"

    def post(self, request, *args, **kwargs):
        for relation in get_all_child_relations(self.page):
            setattr(self.page, relation.get_accessor_name(), [])
        return read(partial(super().post, request, *args, **kwargs))
