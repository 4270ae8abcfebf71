"""The public look-up of a case, and its pages for an hour after that."""

from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.cases.kinds import NumberedKind
from portal.cases.receipts import opened, receipt
from portal.cases.services import TooManyGuessesError, look_up
from portal.core.client import client_address
from portal.web.frame import Framed
from portal.web.kept import kept_data, kept_of
from portal.web.meta import Crumb
from portal.web.views import PublicView

TOO_MANY = 429


class CaseLookupView(PublicView):
    """What became of a case, for whoever knows its number and secret.

    A subclass names the ``kind``, the ``form_class`` (with ``number`` and ``code``), the template and what stands around it.
    """

    http_method_names = ["get", "head", "post", "options"]
    kind: NumberedKind
    form_class: type
    not_found_message: str | Promise = ""
    description: str | Promise = ""

    def get(self, request):
        """Show the form."""
        return self.show(request, self.form_class(kept_data(request)))

    def post(self, request):
        """Show the case and its answers; a wrong secret and a wrong number look alike."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        try:
            case = look_up(self.kind, form.cleaned_data["number"], form.cleaned_data["code"], address=client_address(request))
        except TooManyGuessesError:
            form.add_error(None, _("查询次数太多，请一小时后再试。"))
            response = self.show(request, form)
            response.status_code = TOO_MANY
            return response
        if case is None:
            form.add_error(None, self.not_found_message)
            return self.show(request, form)
        return self.found(request, case)

    def found(self, request, case: Any):
        """Return what whoever knows the secret sees: the case and its answers."""
        return self.show(request, None, case=case, replies=list(case.replies.all()))

    def crumbs(self) -> list:
        """Return the way to this page."""
        return []

    def show(self, request, form, **context):
        """Return the page with the form or with the case."""
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.description),
            crumbs=self.crumbs(),
            form=form,
            kept=kept_of(request),
            **context,
        )


class SlipLookupView(CaseLookupView):
    """Leads whoever knows number and secret to a page of its own (``receipt_url_name``); a slip's square fills the number in."""

    receipt_url_name = ""

    def get(self, request):
        """Show the form."""
        form = self.form_class(kept_data(request), initial={"number": request.GET.get("number", "")[:20]})
        return self.show(request, form, robots="noindex" if request.GET else "")

    def found(self, request, case):
        """Lead to that page."""
        return HttpResponseRedirect(reverse(self.receipt_url_name, args=[receipt(self.kind, case)]))


class ByReceipt(Framed):
    """About the case of a word that the portal has given out; after an hour it leads back to number and code.

    A subclass names the ``kind`` and the ``lookup``, the page that asks for number and code.
    """

    kind: NumberedKind
    lookup: Crumb

    def dispatch(self, request, *args, **kwargs):
        try:
            self.object, self.code = opened(self.kind, kwargs["token"])
        except Http404:
            return HttpResponseRedirect(self.lookup.url)
        return super().dispatch(request, *args, **kwargs)
