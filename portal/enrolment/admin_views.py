"""Who comes to an offer that is held on days, for staff: participants, register, and the papers for the door."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from portal.core.masking import mask_phone
from portal.core.moments import parsed_day
from portal.core.private_files import private
from portal.core.transitions import TransitionError
from portal.enrolment.attendance import note_attendance, participants_with_a_place
from portal.enrolment.forms import RegisterForm
from portal.enrolment.models import Attendance
from portal.enrolment.registers import RegisterMixin, door, sheet
from portal.enrolment.services import close, participants

# Screens about an offer, to which each leads.
_SCREENS = ("participants", "register", "door_list", "sheet", "door")
# Days after which a device forgets ticks that were never sent.
_TICKS_KEPT = 7


class OfOffer(View):
    """Something about one offer, for those who keep its lists; the pattern names the model and the prefix of the addresses.

    Raises:
        PermissionDenied: the user keeps no lists of participants.
    """

    model: Any = None
    prefix = ""

    def dispatch(self, request, *args, **kwargs):
        self.offer = get_object_or_404(self.model, pk=kwargs["pk"])
        if not self.is_open_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_open_to(self, user) -> bool:
        """Return whether a user may see this."""
        return self.offer.may_see_participants(user)

    def address_of(self, screen: str) -> str:
        """Return the address of another screen about the offer."""
        return reverse(f"{self.prefix}_{screen}", args=[self.offer.pk])


class OfRegister(OfOffer):
    """Something for those who note who came."""

    def is_open_to(self, user) -> bool:
        """Return whether a user keeps the register."""
        return self.offer.may_keep_register(user)


class OfferScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one offer; stands behind :class:`OfOffer`."""

    header_icon = "group"
    _show_breadcrumbs = True
    # Words with the offer's name in them.
    heading: Any = ""
    offer: Any
    address_of: Any

    @property
    def page_title(self):
        return self.heading % {"name": self.offer}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        addresses = {screen: self.address_of(screen) for screen in _SCREENS}
        return super().get_context_data(**{"offer": self.offer, "addresses": addresses, **kwargs})

    def said(self, deed, done: str) -> None:
        """Do something and say that it is done, or why not."""
        try:
            result = deed()
        except TransitionError as error:
            messages.error(self.request, error.messages[0])
        else:
            messages.success(self.request, done % {"number": result})


class ParticipantsView(OfOffer, OfferScreen):
    """Names and phones of who comes and who waits; each look is noted, and the person can read it."""

    template_name = "enrolment/admin/participants.html"
    heading = _("报名名单：%(name)s")

    def get_context_data(self, **kwargs):
        may_close = self.offer.closed_at is None and self.offer.may_close(self.request.user)
        return super().get_context_data(rows=participants(self.offer, self.request.user), may_close=may_close, **kwargs)

    def post(self, request, *args, **kwargs):
        """End applications."""
        self.said(lambda: close(self.offer, request.user), str(_("已停止报名。")))
        return redirect(self.address_of("participants"))


class RegisterView(RegisterMixin, OfRegister, OfferScreen):
    """Attendance day by day."""

    template_name = "enrolment/admin/register.html"
    heading = _("签到：%(name)s")

    def form(self, data=None) -> RegisterForm:
        """Return the form for the day."""
        return self.form_class(data, **self.register())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": self.form(), "day": self.day(), "days": self.offer.days_held(), **kwargs})

    def post(self, request, *args, **kwargs):
        """Note what the form says."""
        form = self.form(request.POST)
        if not form.is_valid():
            messages.error(request, _("没有保存，请检查下面的名单。"))
            return self.render_to_response(self.get_context_data(form=form))
        self.said(lambda: self.note(form), str(_("已保存。")))
        return redirect(request.get_full_path())


class DoorListView(OfRegister, OfferScreen):
    """The list at the door: opened before, it goes on without a network, and its script sends the ticks once there is one (R-TRAIN-8).

    A tick counts once, however often it is sent. Without scripts it is a plain form.
    """

    template_name = "enrolment/admin/door_list.html"
    heading = _("现场名单：%(name)s")

    def day(self) -> date:
        """Return the day asked for, or today, or the next, or the last."""
        days, today = self.offer.days(), timezone.localdate()
        asked = parsed_day(self.request.GET.get("day", ""))
        return asked if asked and asked in days else next((day for day in days if day >= today), days[-1])

    def rows(self) -> list[tuple]:
        """Return who has a place, with the masked phone and whether they are noted as there."""
        rows, day = participants_with_a_place(self.offer, self.request.user), self.day()
        return [(row, mask_phone(row.phone), any(there.day == day for there in row.attendances.all())) for row in rows]

    def get_context_data(self, **kwargs):
        store = f"{self.prefix}:{self.offer.pk}:{self.request.user.pk}"
        shown = {"rows": self.rows(), "day": self.day(), "days": self.offer.days(), "store": store, "keep_days": _TICKS_KEPT}
        return super().get_context_data(**{**shown, **kwargs})

    def dispatch(self, request, *args, **kwargs):
        return private(super().dispatch(request, *args, **kwargs))

    def post(self, request, *args, **kwargs):
        """Note who came: the script gets the number or the refusal, everybody else the list again."""
        day = parsed_day(request.POST.get("day", ""))
        # Compared as text: whatever else is sent is nobody's key.
        sent = set(request.POST.getlist("came"))
        came = [key for key in self.offer.enrolments.enrolled().values_list("pk", flat=True) if str(key) in sent]
        if not request.accepts("text/html"):
            return self._answer(day, came)
        self.said(lambda: self._note(day, came), str(_("新登记 %(number)s 人到场。")))
        return redirect(request.get_full_path())

    def _note(self, day: date | None, came: list[int]) -> int:
        return note_attendance(self.offer, day, came, [], Attendance.How.STAFF, actor=self.request.user)

    def _answer(self, day: date | None, came: list[int]) -> JsonResponse:
        try:
            return JsonResponse({"noted": self._note(day, came)})
        except TransitionError as error:
            return JsonResponse({"message": error.messages[0]}, status=HTTPStatus.CONFLICT)


class SheetView(OfOffer):
    """The sheet that participants sign, with names and no phones."""

    def get(self, request, *args, **kwargs):
        """Draw it."""
        return sheet(request, self.offer)


class DoorView(OfRegister):
    """The notice at the door, on the day."""

    def get(self, request, *args, **kwargs):
        """Draw it."""
        return door(request, self.offer)


def offer_paths(where: str, prefix: str, model: type, register: type[RegisterView] = RegisterView) -> list:
    """Return the patterns of the screens about the offers of a model.

    Args:
        where: the path below the admin's, such as ``training/sessions``.
        prefix: how the names of the addresses begin, such as ``training``.
        model: a subclass of :class:`portal.enrolment.models.AttendedOffer`.
        register: the domain's own register, if it notes more than who came.
    """
    views: dict[str, type[OfOffer]] = {
        "participants": ParticipantsView,
        "register": register,
        "door_list": DoorListView,
        "sheet": SheetView,
        "door": DoorView,
    }
    return [
        path(f"{where}/<int:pk>/{name.replace('_', '-')}/", view.as_view(model=model, prefix=prefix), name=f"{prefix}_{name}")
        for name, view in views.items()
    ]


def offer_buttons(offer: Any, user, prefix: str, register: Any):
    """Yield the buttons to the screens about an offer, for those who may see them; ``register`` is how the domain calls its own."""
    if offer.may_see_participants(user):
        yield Button(_("报名名单"), reverse(f"{prefix}_participants", args=[offer.pk]), icon_name="group", priority=25)
        if offer.may_keep_register(user):
            yield Button(register, reverse(f"{prefix}_register", args=[offer.pk]), icon_name="tick", priority=26)
