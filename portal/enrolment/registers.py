"""The register of an offer and its papers for the door, as staff keep them in the back office and organisers on their own pages."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.moments import day_text, parsed_day
from portal.enrolment.attendance import door_code, not_held, note_attendance, participants_with_a_place
from portal.enrolment.forms import RegisterForm
from portal.enrolment.models import AttendedOffer
from portal.web.kept import kept_data
from portal.web.papers import paper


class RegisterMixin:
    """A view of the register of ``offer``, day by day; who may see it is the view's to ask."""

    offer: Any
    request: Any
    form_class: type[RegisterForm] = RegisterForm

    def day(self) -> date | None:
        """Return the day that is looked at: the one asked for, or the last that was held; nothing before the first.

        What is sent says of which day it is: a page that was opened yesterday notes yesterday.
        """
        days, sent = self.offer.days_held(), kept_data(self.request) or self.request.POST
        asked = parsed_day(sent.get("day") or self.request.GET.get("day", ""))
        return asked if asked in days else next(reversed(days), None)

    def register(self) -> dict[str, Any]:
        """Return what the form of the day is about: who has a place, each look noted, and the day."""
        return {"rows": participants_with_a_place(self.offer, self.request.user), "day": self.day()}

    def note(self, form: Any) -> None:
        """Note who came and who did not.

        Raises:
            TransitionError: it may not be noted, or the day that was shown is none of the offer's any more.
        """
        shown = (kept_data(self.request) or self.request.POST).get("day", "")
        if shown and shown != day_text(form.day):
            raise not_held(self.offer)
        came, stayed_away = form.changed_attendance()
        if form.day and (came or stayed_away):
            note_attendance(self.offer, form.day, came, stayed_away, form.cleaned_data["how"], actor=self.request.user)


def sheet(request: HttpRequest, offer: AttendedOffer) -> HttpResponse:
    """Return the sheet that participants sign, with names and no phones, as a paper."""
    rows = participants_with_a_place(offer, request.user)
    return _paper(request, offer, "sheet", {"rows": rows}, str(_("签到表 %(name)s")) % {"name": offer})


def door(request: HttpRequest, offer: AttendedOffer) -> HttpResponse:
    """Return the notice at the door as a paper: today's code, and the square that opens the page with it filled in.

    Raises:
        Http404: it is not held today.
    """
    if not offer.is_held_today():
        raise Http404
    today = timezone.localdate()
    code = door_code(offer, today)
    address = request.build_absolute_uri(f"{offer.get_check_in_url()}?code={code}")
    return _paper(request, offer, "door", {"day": today, "code": code, "address": address}, str(_("签到码 %(name)s")) % {"name": offer})


def _paper(request: HttpRequest, offer: AttendedOffer, name: str, context: dict, title: str) -> HttpResponse:
    """Return a paper: the domain's own template, or the one for all."""
    templates = [f"papers/{offer._meta.app_label}/{name}.html", f"papers/enrolment/{name}.html"]
    return paper(request, templates, {"offer": offer, **context}, title)
