"""The section of venues."""

from django.utils.translation import gettext_lazy as _

from portal.venues.filters import VenueFilterSet
from portal.venues.models import Venue
from portal.venues.views import VenueDetail
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import thing


def venue_data(_request, record: Venue) -> dict:
    """Return the schema.org object of a venue."""
    return thing("Room", name=record.name, description=record.introduction, maximumAttendeeCapacity=record.seats, telephone=record.phone)


# R-SET-13, R-ACT-6
VENUES = register_section(
    Section(
        Venue,
        _("场地预订"),
        "/venues/",
        description=_("中心的洽谈室、教室、会议室、直播间和摄影棚，入驻企业可以在线预订。"),
        filterset=VenueFilterSet,
        sorts={
            "newest": (_("最近发布"), ("-first_published_at", "-pk")),
            "seats": (_("人数从多到少"), ("-seats", "name")),
            "name": (_("按名称"), ("name", "pk")),
        },
        list_template="pages/venues/venues.html",
        detail_view=VenueDetail,
        joins=("picture",),
        structured_data=venue_data,
        feed="venues",
        search=SearchKind(
            "venue",
            _("场地"),
            body=("introduction", "rules"),
            keywords=("get_kind_display", "equipment", "place"),
            category="get_kind_display",
        ),
        order=270,
    )
)
