"""What everybody sees of courses and sessions; a person's own training: sign up, see how it stands, cancel."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.enrolment.services import give_back, take
from portal.my.views.actions import PostActionView
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView
from portal.training.forms import EnrolForm
from portal.training.models import Enrolment, Session
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView

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
        return {"sessions": record.coming, "past": list(record.sessions.past().for_cards()[:MAX_PAST]) if record.pk else []}


class SessionDetail(RecordDetailView):
    """One session; a draft may lack its dates."""

    def record_context(self, request, record):
        return {"left": record.places_left if record.quota else 0, "open": bool(record.apply_until) and record.takes_enrolments()}


class Enrol(ServiceFormView):
    """Takes a place, or one in the waiting list."""

    form_class = EnrolForm
    submit_label = _("报名")
    consent_purpose = Enrolment.purpose

    def prepare(self):
        self.session = get_object_or_404(Session.objects.visible(), slug=self.kwargs["slug"])

    def get_title(self):
        return _("报名：%(name)s") % {"name": self.session}

    def get_lead(self):
        return "" if self.session.places_left else _("名额已满，报名后进入候补，有名额空出会通知您。")

    def get_crumbs(self):
        return (Crumb(str(self.session), self.session.get_absolute_url()),)

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def perform(self, form):
        take(self.session, self.request.user, **form.contact())
        return reverse("training:my")


class MyTraining(MyListView):
    """My places and places in waiting lists."""

    model = Enrolment
    template_name = "pages/training/my.html"
    title = MY_TRAINING.title

    def get_queryset(self):
        return super().get_queryset().standing().with_position().select_related("offer")


class Cancel(PostActionView):
    """Gives a place back."""

    model = Enrolment
    crumbs = (MY_TRAINING,)

    def perform(self, record):
        give_back(record, self.request.user)
        return reverse("training:my")
