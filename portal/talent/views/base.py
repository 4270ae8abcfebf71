"""What the pages of people who take part have in common."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.accounts.views.frame import MY, FormPage, frame
from portal.core.transitions import TransitionError


class AgreedMixin(LoginRequiredMixin):
    """Lets in who has signed in and agreed to the terms in force, as below ``/my/``; some of these pages have other addresses."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.session.get("gate", {}).get("terms"):
            return redirect(f"{reverse('accounts:agree')}?{urlencode({'next': request.path})}")
        return super().dispatch(request, *args, **kwargs)


class OwnPage(AgreedMixin, View):
    """A page of the signed-in person's own; nobody between here and the reader keeps it."""

    http_method_names = ["get", "head", "options"]

    def respond(self, template: str, title, *, lead="", crumbs=(MY,), **context) -> HttpResponse:
        """Return the page in the frame."""
        context = {**frame(self.request, title, lead, crumbs), **context}
        return private(TemplateResponse(self.request, f"pages/talent/{template}.html", context))


class OwnForm(AgreedMixin, FormPage):
    """A page of the signed-in person's own that is one form; a refusal by the rules is said above it, what was typed stays."""

    template_name = "pages/talent/form.html"
    crumbs = (MY,)

    def deed(self, form) -> str:
        """Do what the form asks and return the path to go on to.

        Raises:
            TransitionError: it may not be done.
        """
        raise NotImplementedError

    def done(self, form):
        try:
            return redirect(self.deed(form))
        except TransitionError as error:
            form.add_error(None, error)
            return None

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        return (self.done(form) if form.is_valid() else None) or self.page(form)


class Deed(AgreedMixin, View):
    """Something that one press of a button does; a subclass does it in ``act``."""

    http_method_names = ["post", "options"]

    def act(self, request, **kwargs) -> str:
        """Do it and return the path to go on to.

        Raises:
            TransitionError: it may not be done.
        """
        raise NotImplementedError

    def post(self, request, **kwargs):
        """Do it; a refusal is said on a page of its own."""
        try:
            return redirect(self.act(request, **kwargs))
        except TransitionError as error:
            context = frame(request, _("没有办成"), error.messages[0], (MY,))
            return private(TemplateResponse(request, "pages/talent/refused.html", context, status=409))


def private(response: HttpResponse) -> HttpResponse:
    """Return a response that nobody keeps."""
    response["Cache-Control"] = "private, no-store"
    return response
