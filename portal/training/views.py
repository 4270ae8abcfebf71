"""What everybody sees of courses and sessions; a person's own training."""

from django.utils.translation import gettext_lazy as _

from portal.enrolment.services import own_place
from portal.my.views.pages import MyListView
from portal.training.models import Enrolment
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView, visitor

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
        return {
            "left": record.places_left if record.quota else 0,
            "open": bool(record.apply_until) and record.takes_enrolments(),
            "place": own_place(record, visitor(request)),
        }


class MyTraining(MyListView):
    """My places and places in waiting lists."""

    model = Enrolment
    template_name = "pages/training/my.html"
    title = MY_TRAINING.title

    def get_queryset(self):
        return super().get_queryset().standing().with_position().select_related("offer")
