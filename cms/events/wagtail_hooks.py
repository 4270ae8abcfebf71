"""Events in the admin: the screens about those who come."""

from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages

from cms.events.admin_views import MAY_SEE, FiguresView
from cms.events.models import Enrolment, EventOffer, EventPage
from portal.enrolment.admin_views import offer_buttons, offer_paths
from portal.workbench.menu import RightMenuItem


@hooks.register("register_admin_urls")
def offer_urls():
    """Add the page of figures, and the screens and papers about the places of one event."""
    figures = path("events/figures/", FiguresView.as_view(), name="events_figures")
    return [figures, *offer_paths("events", "events", EventOffer)]


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    """Put the figures below the reports."""
    return RightMenuItem(_("活动统计"), "events_figures", MAY_SEE, icon_name="table", order=910)


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def event_buttons(page, user, next_url=None, view_name=""):
    """Offer the screens about an event that people sign up for, or did, to those who may see them."""
    if isinstance(page, EventPage) and _has_offer(page):
        yield from offer_buttons(EventOffer(event=page), user, "events", _("签到"))


@hooks.register("construct_explorer_page_queryset")
def read_offers(_parent, pages, _request):
    """Read with the rows of a list whether people sign up for them, so that the buttons ask nothing of each."""
    return pages.annotate(has_offer=Exists(EventOffer.objects.filter(pk=OuterRef("pk"))))


def _has_offer(page: EventPage) -> bool:
    known = getattr(page, "has_offer", None)
    return EventOffer.objects.filter(pk=page.pk).exists() if known is None else known


# Before the answer of the moderation, which says less.
@hooks.register("before_delete_page", order=-1)
def keep_events_with_people(request, page):
    """Refuse to delete an event, or what stands above one, that people have signed up for: a take-down takes it off the site."""
    return _refused(request, [page])


@hooks.register("before_bulk_action", order=-1)
def keep_many_events_with_people(request, action_type, objects, action_class_instance):
    """Refuse the same of several pages at once."""
    return _refused(request, objects) if action_type == "delete" else None


def _refused(request, pages):
    paths = [page.path for page in pages if hasattr(page, "path")]
    if request.method != "POST" or not any(Enrolment.objects.filter(offer__event__path__startswith=path).exists() for path in paths):
        return None
    messages.error(request, _("有人报过名的活动不能删除，请撤下。"))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
