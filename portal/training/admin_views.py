"""Who comes to a session, for staff: participants, attendance, results, certificates, and the papers for the door."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.core.transitions import TransitionError
from portal.enrolment.services import close, participants
from portal.training.forms import RegisterForm, RevokeForm
from portal.training.models import Certificate, Session
from portal.training.services import assess, certify, door_code, note_attendance, revoke
from portal.web.papers import paper


class OfSession:
    """Something about one session, for those who keep it.

    Raises:
        PermissionDenied: the user keeps no lists of participants.
    """

    def dispatch(self, request, *args, **kwargs):
        self.session = get_object_or_404(Session.objects.select_related("course"), pk=kwargs["pk"])
        if not self.is_open_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_open_to(self, user) -> bool:
        """Return whether a user may see this."""
        return self.session.may_see_participants(user)


class OfRegister:
    """Something for those who note who came and who passed; stands before what it is about a session."""

    session: Session

    def is_open_to(self, user) -> bool:
        """Return whether a user keeps the register."""
        return self.session.may_keep_register(user)


class SessionView(OfSession, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one session."""

    header_icon = "group"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def said(self, deed, done: str) -> None:
        """Do something and say that it is done, or why not."""
        try:
            result = deed()
        except TransitionError as error:
            messages.error(self.request, error.messages[0])
        else:
            messages.success(self.request, done % {"number": result})


class ParticipantsView(SessionView):
    """Names and phones of who comes and who waits; each look is noted, and the person can read it."""

    template_name = "training/admin/participants.html"

    @property
    def page_title(self):
        return _("报名名单：%(name)s") % {"name": self.session}

    def get_context_data(self, **kwargs):
        may_close = self.session.closed_at is None and self.session.may_close(self.request.user)
        rows = participants(self.session, self.request.user)
        return super().get_context_data(session=self.session, rows=rows, may_close=may_close, **kwargs)

    def post(self, request, pk):
        """End applications."""
        self.said(lambda: close(self.session, request.user), str(_("已停止报名。")))
        return redirect("training_participants", pk)


class RegisterView(OfRegister, SessionView):
    """Attendance day by day, results and certificates of a session."""

    template_name = "training/admin/register.html"

    @property
    def page_title(self):
        return _("签到与考核：%(name)s") % {"name": self.session}

    def day(self) -> date | None:
        """Return the day that is looked at: the one asked for, or the last that was held; nothing before the first."""
        days = self.session.days_held()
        asked = parse_date(self.request.GET.get("day", "")) if days else None
        return asked if asked in days else next(reversed(days), None)

    def form(self, data=None) -> RegisterForm:
        """Return the form for the day."""
        places = self.session.enrolments.enrolled().consented().prefetch_related("attendances").in_order()
        return RegisterForm(data, rows=list(places), day=self.day())

    def get_context_data(self, **kwargs):
        certificates = Certificate.objects.filter(enrolment__offer=self.session)
        return super().get_context_data(
            **{
                "session": self.session,
                "form": self.form(),
                "day": self.day(),
                "days": self.session.days_held(),
                "certificates": certificates.select_related("enrolment").order_by("enrolment__pk"),
                "is_over": self.session.ends_on <= timezone.localdate(),
                **kwargs,
            }
        )

    def post(self, request, pk):
        """Note attendance and results, or give certificates."""
        if "certify" in request.POST:
            self.said(lambda: certify(self.session, actor=request.user), str(_("已颁发 %(number)s 张证书。")))
            return redirect(request.get_full_path())
        form = self.form(request.POST)
        if not form.is_valid():
            messages.error(request, _("没有保存，请检查下面的名单。"))
            return self.render_to_response(self.get_context_data(form=form))
        self.said(lambda: self._note(form), str(_("已保存。")))
        return redirect(request.get_full_path())

    def _note(self, form: RegisterForm) -> None:
        came, stayed_away = form.changed_attendance()
        if form.day and (came or stayed_away):
            note_attendance(self.session, form.day, came, stayed_away, form.cleaned_data["how"], actor=self.request.user)
        assess(self.session, form.results(), actor=self.request.user)


class RevokeView(OfRegister, SessionView):
    """Takes one certificate back, with the reason that its holder reads."""

    template_name = "training/admin/revoke.html"
    page_title = _("撤销证书")

    def certificate(self) -> Certificate:
        """Return the certificate of the address."""
        return get_object_or_404(
            Certificate.objects.select_related("enrolment__offer"), number=self.kwargs["number"], enrolment__offer=self.session
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "certificate": self.certificate(),
                "form": RevokeForm(),
                "back": reverse("training_register", args=[self.session.pk]),
                **kwargs,
            }
        )

    def post(self, request, pk, number):
        """Revoke it."""
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.said(lambda: revoke(self.certificate(), form.cleaned_data["reason"], actor=request.user), str(_("已撤销。")))
        return redirect("training_register", pk)


class SheetView(OfSession, View):
    """The sheet that participants sign, with names and no phones."""

    def get(self, request, pk):
        """Draw it."""
        rows = participants(self.session, request.user)
        context = {"session": self.session, "rows": [row for row in rows if row.state == row.State.ENROLLED]}
        return paper(request, "papers/training/sheet.html", context, str(_("签到表 %(name)s")) % {"name": self.session})


class DoorView(OfRegister, OfSession, View):
    """The notice at the door: today's code, and the square that opens the page with it filled in.

    Raises:
        Http404: the session is not held today.
    """

    def get(self, request, pk):
        """Draw it."""
        today = timezone.localdate()
        if today not in self.session.days_held():
            raise Http404
        code = door_code(self.session, today)
        address = request.build_absolute_uri(f"{reverse('training:check-in', args=[self.session.slug])}?code={code}")
        context = {"session": self.session, "day": today, "code": code, "address": address}
        return paper(request, "papers/training/door.html", context, str(_("签到码 %(name)s")) % {"name": self.session})
