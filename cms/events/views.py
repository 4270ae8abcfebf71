"""A person's own events."""

from django.utils.translation import gettext_lazy as _

from cms.events.models import Enrolment
from portal.my.views.pages import MyListView
from portal.web.meta import Crumb

MY_EVENTS = Crumb(_("我的活动"), "/my/events/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_EVENTS]


class MyEvents(MyListView):
    """My places and places in waiting lists."""

    model = Enrolment
    template_name = "pages/events/my.html"
    title = MY_EVENTS.title

    def get_queryset(self):
        return super().get_queryset().standing().with_position().select_related("offer__event").prefetch_related("attendances")
