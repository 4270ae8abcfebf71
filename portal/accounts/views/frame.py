"""What all account pages share: the frame's values, and a page that is one form."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from portal.web.kept import kept_data, kept_of
from portal.web.meta import Crumb, Meta
from portal.web.once import note_result
from portal.web.views import HOME

MY = Crumb(_("我的"), "/my/")
MY_DATA = Crumb(_("我的资料"), "/my/data/")


def frame(request, title: str | Promise, lead: str | Promise = "", crumbs: tuple[Crumb, ...] = ()) -> dict:
    """Return what the base template and the heading of an account page need; no search engine keeps such a page."""
    heading, sentence = str(title), str(lead)
    canonical = request.build_absolute_uri(request.path)
    meta = Meta(title=heading, description=sentence or heading, canonical=canonical, column_name=heading, robots="noindex")
    return {"meta": meta, "crumbs": [HOME, *crumbs, Crumb(heading)], "title": heading, "lead": sentence}


def wanted_next(request, default: str = "") -> str:
    """Return where the person wanted to go, if that is a place of this site."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if safe else default


def with_next(name: str, target: str) -> str:
    """Return the address of a page that leads on to ``target``."""
    return f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: target})}" if target else reverse(name)


class FramedMixin:
    """Puts one of allauth's views into the frame: ``title``, ``lead``, ``submit_label``, ``crumbs`` and ``links`` of the class."""

    template_name = "pages/accounts/form.html"
    title = ""
    lead = ""
    submit_label = _("确定")
    # Whether the same form sent twice is carried out once (:mod:`portal.web.once`).
    once = True
    crumbs: tuple[Crumb, ...] = ()

    def links(self) -> list[Crumb]:
        """Return the other ways, below the form."""
        return []

    def get_form_kwargs(self):
        """Return allauth's, with what was typed before and kept."""
        kwargs, kept = super().get_form_kwargs(), kept_data(self.request)
        return {**kwargs, "data": kept} if kept else kwargs

    def form_valid(self, form):
        """Do what allauth does, and note where it led, so that the same form sent again leads there too."""
        response = super().form_valid(form)
        note_result(self.request, response)
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        target = wanted_next(self.request)
        return {
            **context,
            **frame(self.request, self.title, self.lead, self.crumbs),
            "submit_label": self.submit_label,
            "links": self.links(),
            "next": target,
            "once": self.once,
            "kept": kept_of(self.request),
        }


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class FormPage(View):
    """A page of our own that is one form; a subclass says what a valid form does in ``done``."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/accounts/form.html"
    form_class = None
    title = ""
    lead = ""
    submit_label = _("确定")
    # As in :class:`FramedMixin`; not where a text message is sent, which must not hold up a transaction.
    once = True
    crumbs: tuple[Crumb, ...] = ()

    def links(self) -> list[Crumb]:
        """Return the other ways, below the form."""
        return []

    def make_form(self, data=None):
        """Return the form, bound to ``data`` if there is any."""
        return self.form_class(data)

    def extra_context(self) -> dict:
        """Return what else the page shows."""
        return {}

    def done(self, form) -> HttpResponse | None:
        """Do what the form asks and return the way on, or ``None`` after adding an error to the form."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.page(self.make_form(kept_data(request)))

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        response = self.done(form) if form.is_valid() else None
        note_result(request, response)
        return response or self.page(form)

    def page(self, form) -> HttpResponse:
        """Return the page with its form."""
        context = {
            **frame(self.request, self.title, self.lead, self.crumbs),
            "form": form,
            "submit_label": self.submit_label,
            "links": self.links(),
            "next": wanted_next(self.request),
            "once": self.once,
            "kept": kept_of(self.request),
            **self.extra_context(),
        }
        return TemplateResponse(self.request, self.template_name, context)
