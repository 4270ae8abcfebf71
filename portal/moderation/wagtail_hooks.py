"""Takes the publish button off the record editor and the ways past the review off the admin's API; shows refusals to their authors."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.snippets.action_menu import PublishMenuItem

from portal.core.models import PublishableRecord
from portal.moderation.services import refusal_reason


@hooks.register("construct_snippet_action_menu")
def remove_publish(menu_items, request, context):
    """Leave "save draft" and "submit" on records; an approval publishes."""
    if issubclass(context["model"], PublishableRecord):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


class ReviewedPagesAPIViewSet(PagesAdminAPIViewSet):
    """The admin's API of pages without the actions that put text on the site; the admin itself only moves, deletes and takes off."""

    actions = {
        name: action for name, action in PagesAdminAPIViewSet.actions.items() if name in {"convert_alias", "delete", "move", "unpublish"}
    }


@hooks.register("construct_admin_api")
def reviewed_pages(router):
    """Put the reviewed actions in the place of Wagtail's."""
    router.register_endpoint("pages", ReviewedPagesAPIViewSet)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_refusal(request, obj):
    """Say at the head of the form why it came back; Wagtail keeps the reason two clicks away, in the status panel."""
    reason = refusal_reason(obj) if request.method == "GET" else ""
    if reason:
        messages.warning(request, _("审核员退回了这份内容，理由：%(reason)s") % {"reason": reason})
