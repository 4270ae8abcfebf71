"""What the moderation adds to pages: the report link for everybody, the take-down form and the clauses for staff with the right."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.moderation.forms import TakeDownForm, clause_options
from portal.moderation.models.things import type_of
from portal.moderation.policies import latest_screening
from portal.moderation.registry import registration_of
from portal.moderation.takedowns import MAY_TAKE_DOWN

register = template.Library()


@register.simple_tag(takes_context=True)
def report_link(context) -> SafeString:
    """Return the link that reports the page's thing, and the take-down form for whoever may take it down.

    A visitor without a session costs no query and gets the same page as everybody else.
    """
    thing, request = context.get("page") or context.get("record"), context.get("request")
    if thing is None or request is None or not thing.pk or getattr(request, "is_preview", False):
        return SafeString("")
    try:
        registration = registration_of(type(thing))
    except LookupError:
        return SafeString("")
    path = thing.get_absolute_url()
    link = ""
    if registration.reportable:
        link = render_to_string("components/report-link/report-link.html", {"url": f"{reverse('moderation:report')}?about={quote(path)}"})
    return SafeString(link + _staff_bar(request, thing, path))


def _staff_bar(request, thing, path: str) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not thing.live or not request.user.has_perm(MAY_TAKE_DOWN):
        return ""
    action = reverse("moderation_take_down", args=[type_of(thing).pk, thing.pk])
    values = {"action": action, "next": path, "form": TakeDownForm(auto_id="take_down_%s")}
    return render_to_string("components/staff-bar/staff-bar.html", values, request=request)


@register.simple_tag
def hit_clauses_first(form, task_state) -> str:
    """Let the picker of clauses in Wagtail's own form of a decision begin with those that the screening of that text has hit."""
    screening = latest_screening(task_state.workflow_state.content_object, task_state.revision)
    if screening and "clause" in form.fields:
        form.fields["clause"].choices = clause_options(screening.hit_clauses())
    return ""
