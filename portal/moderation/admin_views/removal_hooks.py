"""The one way off the site in the admin: buttons that lead to the take-down, and Wagtail's own ways led there."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, UnpublishMenuItem
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.admin.wagtail_hooks import PageListingUnpublishButton
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.action_menu import ActionMenuItem as RecordMenuItem

from portal.core.models import PublishableRecord
from portal.moderation.models.things import type_of
from portal.moderation.registry import specific
from portal.moderation.removals import is_moderated, may_be_deleted
from portal.moderation.takedowns import MAY_TAKE_DOWN

TAKE_DOWN = gettext_lazy("撤下")
# Behind Wagtail's "locked": what ends something is never the main button.
_LAST = 10010


def take_down_url(thing) -> str:
    """Return the address of the form that takes something down; a page in its base type is as good as in its own."""
    kind = thing.content_type_id if isinstance(thing, Page) else type_of(thing).pk
    return reverse("moderation_take_down", args=[kind, thing.pk])


def offers_take_down(thing, user) -> bool:
    """Return whether something is on the site, of a kind that goes through the review, and the user may take it down."""
    return bool(getattr(thing, "live", False)) and is_moderated(thing) and user.has_perm(MAY_TAKE_DOWN)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_buttons")
def page_take_down_button(page, user, view_name=None, next_url=None):
    """Offer the take-down beside a live page's other actions, and in the lists and reports of pages."""
    if offers_take_down(page, user):
        yield Button(TAKE_DOWN, take_down_url(page), icon_name="download", priority=65)


@hooks.register("register_snippet_listing_buttons")
def record_take_down_button(snippet, user, next_url=None):
    """Offer the take-down in the lists of records."""
    if isinstance(snippet, PublishableRecord) and offers_take_down(snippet, user):
        yield Button(TAKE_DOWN, take_down_url(snippet), icon_name="download", priority=60)


class PageTakeDownItem(ActionMenuItem):
    """Takes the place of "unpublish" at the foot of a page's editor."""

    name, label, icon_name = "action-take-down", TAKE_DOWN, "download"

    def is_shown(self, context):
        return context["view"] == "edit" and offers_take_down(context["page"], context["request"].user)

    def get_url(self, parent_context):
        return take_down_url(parent_context["page"])


class RecordTakeDownItem(RecordMenuItem):
    """The same of a record's editor."""

    name, label, icon_name = "action-take-down", TAKE_DOWN, "download"

    def is_shown(self, context):
        return context["view"] == "edit" and offers_take_down(context["instance"], context["request"].user)

    def get_url(self, parent_context):
        return take_down_url(parent_context["instance"])


@hooks.register("register_page_action_menu_item")
def take_down_in_page_editor():
    """Offer the take-down at the foot of a page's editor."""
    return PageTakeDownItem(order=_LAST)


@hooks.register("register_snippet_action_menu_item")
def take_down_in_record_editor(model):
    """Offer the take-down at the foot of a record's editor."""
    return RecordTakeDownItem(order=_LAST) if issubclass(model, PublishableRecord) else None


@hooks.register("construct_page_action_menu")
def no_second_way_off(menu_items, request, context):
    """Leave the take-down alone."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, UnpublishMenuItem)]


def drop_unpublish() -> None:
    """Leave Wagtail's "unpublish" out of the menus of pages that go through the review; called once, when the admin starts."""
    is_shown = PageListingUnpublishButton.is_shown
    PageListingUnpublishButton.is_shown = lambda self, user: not is_moderated(self.page) and is_shown(self, user)


drop_unpublish()


@hooks.register("register_bulk_action", order=1)
class TakeDownMany(UnpublishBulkAction):
    """Takes the place of Wagtail's bulk action; :func:`no_ending_of_many` says that each thing needs its clause and reason."""

    display_name = TAKE_DOWN
    aria_label = gettext_lazy("撤下所选页面")


@hooks.register("before_unpublish_page")
@hooks.register("before_unpublish")
def lead_to_take_down(request, thing):
    """Let nobody take something off without clause and reason."""
    if is_moderated(thing) and thing.live:
        messages.warning(request, _("网站上的内容只能撤下，并写明条款和理由。"))
        return redirect(take_down_url(thing))
    return None


@hooks.register("before_delete_page")
def keep_what_was_public(request, page):
    """Delete no page that the public has seen, nor one above such a page, before its records may go."""
    if may_be_deleted(page):
        return None
    return _not_deleted(request, page)


@hooks.register("before_delete_snippet")
def keep_records_that_were_public(request, instances):
    """Delete no record that the public has seen before its records may go."""
    kept = [record for record in instances if is_moderated(record) and not may_be_deleted(record)]
    return _not_deleted(request, kept[0]) if kept else None


@hooks.register("before_bulk_action")
def no_ending_of_many(request, action_type, objects, action):
    """Take nothing off in numbers: each thing needs its clause and reason."""
    if action_type == "unpublish":
        ended = [thing for thing in objects if is_moderated(thing) and thing.live]
    elif action_type == "delete":
        ended = [thing for thing in objects if is_moderated(thing) and not may_be_deleted(thing)]
    else:
        return None
    if not ended:
        return None
    if len(ended) == 1:
        return lead_to_take_down(request, ended[0]) if action_type == "unpublish" else _not_deleted(request, ended[0])
    names = "、".join(str(thing) for thing in ended[:5])
    messages.warning(request, _("发布过的内容须逐件撤下，并写明条款和理由：%(names)s。") % {"names": names})
    return redirect("moderation_takedowns" if request.user.has_perm(MAY_TAKE_DOWN) else "wagtailadmin_home")


def _not_deleted(request, thing):
    thing = specific(thing)
    messages.warning(
        request, _("“%(title)s”发布过，或下面有发布过的内容，留存期满前不能删除；可以撤下，并写明条款和理由。") % {"title": thing}
    )
    if thing.live and is_moderated(thing):
        return redirect(take_down_url(thing))
    if isinstance(thing, Page):
        return redirect("wagtailadmin_explore", thing.get_parent().pk)
    return redirect(thing.snippet_viewset.get_url_name("list"))
