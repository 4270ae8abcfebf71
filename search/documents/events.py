"""Events."""

from cms.events.models import EventIndexPage, EventPage
from search.documents.base import NOT_FINDABLE, Content, page_content, register, town_code
from search.documents.sections import section_content


def event(page: EventPage) -> Content:
    """An event, dated by its start."""
    kind = str(page.get_kind_display())
    return page_content(
        page,
        "event",
        keywords=[kind, page.place, page.organiser, page.town],
        body=[page.sign_up, page.result],
        town=town_code(page),
        category=kind,
        dated_at=page.starts_at,
    )


# The page of the event is what is found.
NOT_FINDABLE["events.eventoffer"] = "the places of an event, shown on its page"
register(EventPage, "event", event)
register(EventIndexPage, "section", section_content)
