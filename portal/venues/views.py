"""What everybody sees of venues; what firms book, and a person's own bookings."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.moments import parsed_day, parsed_time
from portal.my.organisations import ForOrganisationMixin
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView
from portal.venues.forms import BookingForm
from portal.venues.models import Booking, Venue
from portal.venues.policies import settled_enterprises
from portal.venues.services import book, free_times
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView

# Days whose free times the page of a venue shows.
SHOWN_DAYS = 14

MY_BOOKINGS = Crumb(_("我的场地预订"), "/my/bookings/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview, for those who book or have booked."""
    return [MY_BOOKINGS] if settled_enterprises(user) or Booking.objects.owned_by(user).exists() else []


class VenueDetail(RecordDetailView):
    """One venue with the times at which it is free; a draft may lack its hours."""

    def record_context(self, request, record):
        days = min(SHOWN_DAYS, settings.VENUE_DAYS_AHEAD + 1)
        known = record.pk and record.opens_at and record.closes_at
        return {"plan": free_times(record, timezone.localdate(), days) if known else []}


class BookVenue(ForOrganisationMixin, ServiceFormView):
    """Asks for a venue on behalf of a settled firm; a free time of the venue's page is filled in."""

    model = Venue
    form_class = BookingForm
    organisations = staticmethod(settled_enterprises)
    members_only = _("只有入驻中心、核验有效的企业的成员可以预订场地。其他单位请打场地的咨询电话。")
    submit_label = _("提交预订")
    consent_purpose = Booking.purpose_of_consent
    service = staticmethod(book)

    def get_queryset(self):
        return Venue.objects.visible()

    def get_title(self):
        return _("预订：%(name)s") % {"name": self.object}

    def get_lead(self):
        return _("最多提前 %(days)d 天，工作人员确认后通知您。") % {"days": settings.VENUE_DAYS_AHEAD}

    def get_crumbs(self):
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get_form_kwargs(self):
        label = _("我同意把联系人姓名和电话交给中心的场地管理人员，只用于这次预订")
        return {**super().get_form_kwargs(), "venue": self.object, "consent_label": label}

    def get_initial(self):
        asked, user = self.request.GET, self.request.user
        when = {"day": parsed_day(asked.get("day", "")) or timezone.localdate() + timedelta(days=1)}
        for name in ("starts_at", "ends_at"):
            moment = parsed_time(asked.get(name, ""))
            when[name] = str(moment) if moment else ""
        return {**when, "name": user.get_full_name(), "phone": user.phone}


class MyBookings(MyListView):
    """What I have booked."""

    model = Booking
    template_name = "pages/venues/my.html"
    title = MY_BOOKINGS.title

    def get_queryset(self):
        return super().get_queryset().select_related("venue", "enterprise")
