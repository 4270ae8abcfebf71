"""The frame of pages that are for one person: heading, way back, no search engine; and pages that are one form."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django.views.generic.base import ContextMixin

from portal.web.forms import show_refusal
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


class Framed(ContextMixin):
    """A page in the frame.

    A subclass names ``title``, ``lead`` and ``crumbs``, or returns them from the ``get_`` methods where they depend on what is shown.
    """

    title: str | Promise = ""
    lead: str | Promise = ""
    crumbs: tuple[Crumb, ...] = ()

    def get_title(self) -> str | Promise:
        """Return the heading."""
        return self.title

    def get_lead(self) -> str | Promise:
        """Return the sentence below the heading."""
        return self.lead

    def get_crumbs(self) -> tuple[Crumb, ...]:
        """Return the way from the person's overview to this page."""
        return self.crumbs

    def get_context_data(self, **kwargs):
        shown = frame(self.request, self.get_title(), self.get_lead(), self.get_crumbs())
        return {**super().get_context_data(**kwargs), **shown, **kwargs}


class FramedForm(Framed):
    """A form in the frame, our own or one of allauth's, with other ways below it."""

    template_name: str | None = "pages/accounts/form.html"
    submit_label = _("确定")
    # Whether the same form sent twice is carried out once (:mod:`portal.web.once`); not where a text message is sent, which must not
    # hold up a transaction.
    once = True
    # Whether what the kit keeps of the form tells neither who sent it nor what it was about; for votes.
    nameless = False

    def links(self) -> list[Crumb]:
        """Return the other ways, below the form."""
        return []

    def get_form_kwargs(self):
        """Return allauth's, with what was typed before and kept."""
        kwargs, kept = super().get_form_kwargs(), kept_data(self.request)
        return {**kwargs, "data": kept} if kept else kwargs

    def form_valid(self, form):
        """Do what the view does, and note where it led, so that the same form sent again leads there too."""
        response = super().form_valid(form)
        note_result(self.request, response)
        return response

    def get_context_data(self, **kwargs):
        shown = {
            "submit_label": self.submit_label,
            "links": self.links(),
            "next": wanted_next(self.request),
            "once": self.once,
            "kept": kept_of(self.request),
        }
        return super().get_context_data(**{**shown, **kwargs})


class PerformingFormView(FormView):
    """A form whose refusal is said above it, or at the field that it is about; what was typed stays."""

    def perform(self, form) -> str | HttpResponse:
        """Do what the form asks and return the path to go on to, or the response.

        Raises:
            ValidationError: it may not be done; :class:`~portal.core.transitions.TransitionError` of a service is one.
            PermissionDenied: nor this, with words for the person who asked.
        """
        raise NotImplementedError

    def form_valid(self, form):
        try:
            result = self.perform(form)
        except ValidationError as error:
            show_refusal(form, error)
        except PermissionDenied as error:
            if not str(error):
                raise
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(result) if isinstance(result, str) else result
        return self.form_invalid(form)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class FormPage(FramedForm, PerformingFormView):
    """A page of our own that is one form; a subclass says in ``perform`` what a valid form does."""

    http_method_names = ["get", "head", "post", "options"]


class TrappedFormPage(FormPage):
    """The same for a :class:`~portal.web.forms.TrappedForm`; a subclass says in ``keep`` what a valid form of a person does."""

    def trapped(self) -> str:
        """Return where a program is led that has fallen into the trap: it learns nothing."""
        raise NotImplementedError

    def keep(self, form) -> str:
        """Do what the form asks and return the path to go on to; errors as of :meth:`PerformingFormView.perform`."""
        raise NotImplementedError

    def perform(self, form):
        return self.trapped() if form.cleaned_data.pop("homepage") else self.keep(form)
