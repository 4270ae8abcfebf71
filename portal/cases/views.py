"""The public look-up of a case, and its pages for an hour after that."""

from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from portal.cases.figures import monthly
from portal.cases.forms import LookupForm
from portal.cases.handlers import watched_kinds
from portal.cases.kinds import NumberedKind
from portal.cases.receipts import opened, receipt
from portal.cases.services import TooManyGuessesError, look_up_any
from portal.core.client import client_address
from portal.web.frame import FormPage, Framed
from portal.web.kept import kept_data, kept_of
from portal.web.meta import Crumb
from portal.web.views import PublicView

TOO_MANY = 429
LOOKUP = Crumb(gettext_lazy("办理情况查询"), "/cases/")
_lookups: "dict[str, type[CaseLookupView]]" = {}


class CaseLookupView(PublicView):
    """What became of a case, for whoever knows its number and secret.

    A subclass names the ``kind``, the ``form_class`` (with ``number`` and ``code``), the template and what stands around it.
    """

    http_method_names = ["get", "head", "post", "options"]
    kind: NumberedKind
    form_class: type
    not_found_message: str | Promise = ""
    description: str | Promise = ""

    @classmethod
    def kinds(cls) -> list[NumberedKind]:
        """Return the kinds whose cases are found here."""
        return [cls.kind]

    def get(self, request):
        """Show the form."""
        return self.show(request, self.form_class(kept_data(request)))

    def post(self, request):
        """Show the case and its answers; a wrong secret and a wrong number look alike."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        try:
            found = look_up_any(self.kinds(), number, code, address=client_address(request))
        except TooManyGuessesError:
            form.add_error(None, _("查询次数太多，请一小时后再试。"))
            response = self.show(request, form)
            response.status_code = TOO_MANY
            return response
        if found is None:
            form.add_error(None, self.not_found_message)
            return self.show(request, form)
        return self.found_of(request, *found)

    def found_of(self, request, kind: NumberedKind, case: Any):
        """Return what whoever knows the secret of a case of a kind sees."""
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


class AnyLookupView(SlipLookupView):
    """The one page on which cases of every kind are found; the kind's own page shows what is found."""

    form_class = LookupForm
    template_name = "pages/cases/lookup.html"
    section_title = LOOKUP.title
    section_url = LOOKUP.url
    description = gettext_lazy("咨询、投诉、服务申请、举报和代办，都用当时得到的编号和查询码在这里查询。")
    not_found_message = gettext_lazy("没有找到：编号或查询码不对，请核对后再试。")

    @classmethod
    def kinds(cls):
        return [view.kind for view in _lookups.values()]

    def crumbs(self):
        return [LOOKUP]

    def found_of(self, request, kind, case):
        view = _lookups[kind.code]()
        view.setup(request)
        return view.found(request, case)


def find_at_cases(view: type[CaseLookupView]) -> type[CaseLookupView]:
    """Let the cases of a look-up's kind be found on the page for every kind too; a class decorator."""
    _lookups[view.kind.code] = view
    return view


class FiguresView(PublicView):
    """What came month by month, how much was answered and in time, how content people were."""

    template_name = "pages/cases/figures.html"
    section_title = gettext_lazy("办理情况公开")
    section_url = "/cases/figures/"
    description = gettext_lazy("近一年每月收到、答复、按时和满意的情况，每小时更新；件数太少的不公开，以免看出是谁的事。")

    def get(self, request):
        """Show them."""
        tables = [(kind.model._meta.verbose_name, [month.cells() for month in monthly(kind)]) for kind in watched_kinds()]
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.description),
            crumbs=[LOOKUP, Crumb(self.section_title, self.section_url)],
            head=[_("月份"), _("收到（件）"), _("已答复（件）"), _("按时率"), _("满意率")],
            tables=[(name, rows) for name, rows in tables if rows],
        )


class ByReceipt(Framed):
    """About the case of a word that the portal has given out; after an hour it leads back to number and code.

    A subclass names the ``kind``, the ``lookup``, which is the page that asks for number and code, and the ``namespace`` of its addresses.
    """

    kind: NumberedKind
    lookup: Crumb
    namespace = ""
    object: Any
    kwargs: dict[str, Any]

    def dispatch(self, request, *args, **kwargs):
        try:
            self.object, self.code = opened(self.kind, kwargs["token"])
        except Http404:
            return HttpResponseRedirect(self.lookup.url)
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str, *more: int) -> str:
        """Return an address with the word in it, and what else it needs."""
        return reverse(f"{self.namespace}:{name}", args=[self.kwargs["token"], *more])


@method_decorator(never_cache, name="dispatch")
class ReceiptPage(ByReceipt, TemplateView):
    """The case; with number and code right after it was sent."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"code": self.code, **kwargs})


class ByReceiptForm(ByReceipt, FormPage):
    """A form of somebody without an account: ``service`` carries it out, and the page of the case shows what came of it."""

    service: Any

    def perform(self, form):
        self.service(self.object, None, **form.cleaned_data)
        return self.address("receipt")


class FileByReceipt(ByReceipt, View):
    """One file of the case, for whoever has such a word."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, token, file):
        """Hand it out."""
        return get_object_or_404(self.object.files, pk=file).download()


class OfSender:
    """About a case of the person's own; ``namespace`` is that of its addresses, which begin with ``my-``."""

    namespace = ""
    object: Any

    def address(self, name: str, *more: int) -> str:
        """Return the address of what the person may do about it, and what else that needs."""
        return reverse(f"{self.namespace}:my-{name}", args=[self.object.pk, *more])
