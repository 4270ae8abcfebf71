"""What everybody sees of courses and sessions; a person's own training."""

from http import HTTPStatus

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.acting.views.places import ActForPlaceView
from portal.core.consents import ConsentText
from portal.core.masking import mask_name
from portal.core.private_files import private
from portal.enrolment.services import own_place
from portal.my.views.pages import MyListView, MyRecordView
from portal.my.views.places import TakePlaceView
from portal.training.enrolling import enrol
from portal.training.forms import ActForSessionForm, EnrolForm, NumberForm
from portal.training.models import GROUP_PURPOSE, Certificate, Enrolment, Feedback, FollowUp, Session, public_average
from portal.web.meta import Crumb
from portal.web.papers import paper
from portal.web.views import PublicView, RecordDetailView, visitor

# Sessions that are over on the page of their course.
MAX_PAST = 20

MY_TRAINING = Crumb(_("我的培训"), "/my/training/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_TRAINING]


class CourseDetail(RecordDetailView):
    """One course with its coming sessions and those that are over."""

    def record_context(self, request, record):
        # A preview's record was not read with what a card shows.
        if not hasattr(record, "coming"):
            record.coming = list(record.sessions.coming().for_cards()) if record.pk else []
        return {
            "average": public_average(record),
            "sessions": record.coming,
            "past": list(record.sessions.past().for_cards()[:MAX_PAST]) if record.pk else [],
        }


class SessionDetail(RecordDetailView):
    """One session; a draft may lack its dates."""

    def record_context(self, request, record):
        return {
            "left": record.places_left if record.quota else 0,
            "open": bool(record.apply_until) and record.takes_enrolments(),
            "place": own_place(record, visitor(request)),
        }


class EnrolView(TakePlaceView):
    """Signs somebody up for a session, with town and group."""

    model = Session
    form_class = EnrolForm
    template_name = "pages/training/enrol.html"
    service = staticmethod(enrol)

    def get_queryset(self):
        return super().get_queryset().select_related("course")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "course": self.object.course}

    def get_context_data(self, **kwargs):
        asked = self.object.course.sensitive_groups()
        return super().get_context_data(**{"group_consent": ConsentText.current(GROUP_PURPOSE) if asked else None, **kwargs})


class ActForSession(ActForPlaceView):
    """Signs somebody else up for a session."""

    model = Session
    form_class = ActForSessionForm
    take = staticmethod(enrol)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "course": self.object.course}


class MyTraining(MyListView):
    """My places and places in waiting lists."""

    model = Enrolment
    template_name = "pages/training/my.html"
    title = MY_TRAINING.title

    def get_queryset(self):
        return super().get_queryset().standing().with_position().select_related("offer", "certificate").prefetch_related("attendances")

    def get_context_data(self, **kwargs):
        """Add what the person is asked."""
        asked = [
            row for model in (Feedback, FollowUp) for row in model.objects.owned_by(self.request.user).open().select_related("session")
        ]
        return super().get_context_data(asked=asked, **kwargs)


class MyCertificate(MyRecordView):
    """My certificate as a paper to keep or print.

    Raises:
        Http404: there is none, or it was revoked.
    """

    model = Enrolment

    def get_queryset(self):
        return super().get_queryset().select_related("offer__course")

    def get(self, request, *args, **kwargs):
        """Draw it."""
        certificate = get_object_or_404(Certificate, enrolment=self.object, revoked_at=None)
        address = request.build_absolute_uri(certificate.get_check_url())
        context = {"certificate": certificate, "enrolment": self.object, "session": self.object.offer, "address": address}
        return paper(request, "papers/training/certificate.html", context, str(_("结业证书 %(number)s")) % {"number": certificate.number})


class CertificateView(PublicView):
    """Whether a certificate is real, for whoever holds its number: what was learned, when, and the family name."""

    template_name = "pages/training/certificate.html"
    section_title = _("证书查验")
    section_url = "/training/certificates/"

    def get(self, request, number=""):
        """Show the certificate, or the form for its number, with what was typed where no certificate has it (404).

        Raises:
            Http404: no certificate has the number of the address.
        """
        form, status = NumberForm(request.GET if "number" in request.GET else None), HTTPStatus.OK
        if not number and form.is_valid():
            found = _certificate(form.cleaned_data["number"])
            if found:
                return HttpResponseRedirect(found.get_check_url())
            form.add_error("number", _("没有这个编号的证书，请核对后再查。"))
            status = HTTPStatus.NOT_FOUND
        certificate = _certificate(number) if number else None
        if number and certificate is None:
            raise Http404
        response = self.respond(
            request,
            title=str(self.section_title),
            description=str(_("输入证书编号，查验培训结业证书的真伪。")),
            crumbs=[Crumb(self.section_title, self.section_url)],
            robots="noindex" if number else "",
            form=form,
            certificate=certificate,
            holder=mask_name(certificate.enrolment.name) if certificate else "",
        )
        response.status_code = status
        # It may be revoked at any time.
        return private(response) if number else response


def _certificate(number: str) -> Certificate | None:
    return Certificate.objects.select_related("enrolment__offer__course").filter(number=number.upper()).first()
