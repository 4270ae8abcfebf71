"""Taking a text back out of its review: a page that asks first, and an entry in the editor's menu that is never the main one."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem as PageMenuItem
from wagtail.models import Page, WorkflowMixin
from wagtail.snippets.action_menu import ActionMenuItem as RecordMenuItem

from portal.moderation.admin_views.base import ModerationView
from portal.moderation.decisions import cancel_review
from portal.moderation.models.things import type_of
from portal.moderation.notifications import edit_url
from portal.moderation.registry import specific

CANCEL = gettext_lazy("取消审批流程")
# Behind Wagtail's "locked", so that it is not the main button of who has handed a text in.
_LAST = 10020
# Under this name Wagtail's own entry posts the whole form.
_WAGTAILS = "action-cancel-workflow"


def cancel_url(thing) -> str:
    """Return the address of the page that asks whether the review of something shall end."""
    kind = thing.content_type_id if isinstance(thing, Page) else type_of(thing).pk
    return reverse("moderation_cancel", args=[kind, thing.pk])


def _may_cancel(thing, user) -> bool:
    state = thing.current_workflow_state
    return bool(state and state.user_can_cancel(user))


class CancelReviewView(ModerationView):
    """Asks whether the review of a text shall end, and ends it."""

    template_name = "moderation/admin/cancel.html"
    page_title = CANCEL
    header_icon = "error"

    def may_enter(self, user):
        model = get_object_or_404(ContentType, pk=self.kwargs["type_pk"]).model_class()
        if model is None or not issubclass(model, WorkflowMixin):
            raise Http404
        self.thing = specific(get_object_or_404(model, pk=self.kwargs["pk"]))
        return _may_cancel(self.thing, user)

    def get_context_data(self, **kwargs):
        state = self.thing.current_workflow_state
        return {**super().get_context_data(**kwargs), "thing": self.thing, "state": state, "edit_url": edit_url(self.thing)}

    def post(self, request, **kwargs):
        """End the review, and go back to the editor."""
        try:
            cancel_review(self.thing, request.user)
        except PermissionDenied as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("“%(title)s”的审批流程已取消，内容仍是草稿，修改后可以重新提交。") % {"title": self.thing})
        return redirect(edit_url(self.thing))


class PageCancelItem(PageMenuItem):
    """The entry in the menu of a page's editor."""

    name, label, icon_name = "cancel-review", CANCEL, "error"

    def is_shown(self, context):
        return context["view"] == "edit" and _may_cancel(context["page"], context["request"].user)

    def get_url(self, parent_context):
        return cancel_url(parent_context["page"])


class RecordCancelItem(RecordMenuItem):
    """The same for a record."""

    name, label, icon_name = "cancel-review", CANCEL, "error"

    def is_shown(self, context):
        return context["view"] == "edit" and _may_cancel(context["instance"], context["request"].user)

    def get_url(self, parent_context):
        return cancel_url(parent_context["instance"])


@hooks.register("register_page_action_menu_item")
def cancel_in_page_editor():
    """Offer the question in the menu of a page's editor."""
    return PageCancelItem(order=_LAST)


@hooks.register("register_snippet_action_menu_item")
def cancel_in_record_editor(model):
    """Offer the question in the menu of a record's editor."""
    return RecordCancelItem(order=_LAST) if issubclass(model, WorkflowMixin) else None


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def no_cancelling_unasked(menu_items, request, context):
    """Leave out Wagtail's entry, which cancels at once."""
    menu_items[:] = [item for item in menu_items if item.name != _WAGTAILS]


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def ask_before_cancelling(request, obj):
    """Lead whoever cancels in Wagtail's way to the question."""
    if request.method == "POST" and _WAGTAILS in request.POST:
        return redirect(cancel_url(obj))
    return None
