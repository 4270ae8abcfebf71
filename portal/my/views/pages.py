"""Pages and lists of a signed-in person's own."""

from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import ListView, TemplateView
from django.views.generic.base import TemplateResponseMixin, View
from django.views.generic.detail import SingleObjectMixin

from portal.core.private_files import private
from portal.moderation.status import text_statuses
from portal.web.frame import MY, Framed
from portal.web.meta import Crumb


class AgreedMixin(AccessMixin):
    """Lets in who has signed in and agreed to the terms in force, as the gate does below ``/my/``; some of these pages lie elsewhere."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if request.session.get("gate", {}).get("terms"):
            return redirect(f"{reverse('accounts:agree')}?{urlencode({'next': request.path})}")
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Read what the page is about, once it is known who asks.

        Raises:
            Http404: there is no such thing, or not for this person.
        """


class MyPage(AgreedMixin, Framed, View):
    """A page of the signed-in person's own, in the frame of account pages."""

    http_method_names = ["get", "head", "options"]
    crumbs: tuple[Crumb, ...] = (MY,)

    def dispatch(self, request, *args, **kwargs):
        return private(super().dispatch(request, *args, **kwargs))


class MyDetailView(MyPage, TemplateView):
    """A page that shows something; a subclass adds it in ``get_context_data``."""


class OwnRecordMixin(SingleObjectMixin):
    """About the record of the address; a subclass names the model, whose queryset knows the word ``owned_by``."""

    object: Any = None

    def get_queryset(self):
        return super().get_queryset().owned_by(self.request.user)


class MyRecordView(OwnRecordMixin, MyPage, TemplateResponseMixin):
    """A page about one record of the person's own, which the template finds as ``object`` and under ``context_object_name``."""

    def prepare(self):
        self.object = self.get_object()

    def get_title(self):
        return self.title or str(self.object)

    def get(self, request, *args, **kwargs):
        """Show it."""
        return self.render_to_response(self.get_context_data())


class MyListView(MyPage, ListView):
    """What somebody owns, newest first; a subclass names the model, whose queryset knows the word ``owned_by``.

    The template finds ``rows``; with ``shows_status``, each row comes with its :class:`~portal.moderation.status.TextStatus`.
    """

    max_rows = 100
    shows_status = False

    def get_queryset(self):
        return self.model._default_manager.owned_by(self.request.user).order_by("-pk")

    def get_context_data(self, **kwargs):
        rows = list(self.object_list[: self.max_rows])
        return super().get_context_data(rows=self.with_status(rows) if self.shows_status else rows, **kwargs)

    def with_status(self, records) -> list[tuple]:
        """Return each record with the status of its newest text, in a constant number of statements."""
        records = list(records)
        statuses = text_statuses(records, self.request.user)
        return [(record, statuses[record.pk]) for record in records]
