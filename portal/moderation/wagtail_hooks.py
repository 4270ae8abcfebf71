"""The moderation in the admin: its menu and addresses, nothing that leads past the review, and what authors are told in the editor."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.models import TaskState
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from portal.core.models import PublishableRecord
from portal.moderation.admin_views import handbook, removal_hooks  # noqa: F401 - register their hooks
from portal.moderation.admin_views.audit import AuditReportView
from portal.moderation.admin_views.base import is_reviewer
from portal.moderation.admin_views.cancelling import CancelReviewView
from portal.moderation.admin_views.governance import MAY_SEE, GovernanceView, RescreeningView
from portal.moderation.admin_views.queue import QueueView
from portal.moderation.admin_views.reports import MAY_HANDLE, ReportListView, ReportView
from portal.moderation.admin_views.review import AppealView, ReviewPreviewView, ReviewView
from portal.moderation.admin_views.rule_import import MAY_IMPORT, RuleImportView
from portal.moderation.admin_views.takedowns import RestoreView, TakeDownListView, TakeDownView
from portal.moderation.advice import advice
from portal.moderation.appeals import decision_to_appeal
from portal.moderation.decisions import already_decided_message
from portal.moderation.page_views import PageInReviewEditView
from portal.moderation.policies import latest_screening
from portal.moderation.registry import specific
from portal.moderation.removals import why_down
from portal.moderation.rule_viewsets import RuleViewSetGroup
from portal.moderation.services import refusal_reason
from portal.moderation.takedowns import MAY_TAKE_DOWN
from portal.moderation.tiles import ACTS, TILES
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import add_act, add_tile

add_tile(*TILES)
add_act(*ACTS)


@hooks.register("register_admin_urls")
def moderation_urls():
    """Add the moderation's screens."""
    return [
        path("moderation/queue/", QueueView.as_view(), name="moderation_queue"),
        path("moderation/review/<int:pk>/", ReviewView.as_view(), name="moderation_review"),
        path("moderation/review/<int:pk>/preview/", ReviewPreviewView.as_view(), name="moderation_review_preview"),
        path("moderation/appeal/<int:pk>/", AppealView.as_view(), name="moderation_appeal"),
        path("moderation/take-down/<int:type_pk>/<int:pk>/", TakeDownView.as_view(), name="moderation_take_down"),
        path("moderation/cancel/<int:type_pk>/<int:pk>/", CancelReviewView.as_view(), name="moderation_cancel"),
        path("moderation/take-downs/", TakeDownListView.as_view(), name="moderation_takedowns"),
        path("moderation/restore/<int:pk>/", RestoreView.as_view(), name="moderation_restore"),
        path("moderation/reports/", ReportListView.as_view(), name="moderation_reports"),
        path("moderation/reports/<int:pk>/", ReportView.as_view(), name="moderation_report"),
        path("moderation/audit/", AuditReportView.as_view(), name="moderation_audit"),
        path("moderation/audit/results/", AuditReportView.as_view(results_only=True), name="moderation_audit_results"),
        path("moderation/governance/", GovernanceView.as_view(), name="moderation_governance"),
        path("moderation/rules/import/", RuleImportView.as_view(), name="moderation_rule_import"),
        path("moderation/rescreening/", RescreeningView.as_view(), name="moderation_rescreening"),
    ]


@hooks.register("register_admin_menu_item")
def moderation_menu():
    """Offer the moderation's screens in the main menu; Wagtail leaves out a submenu without entries."""
    items = [
        RightMenuItem(gettext_lazy("待审队列"), "moderation_queue", is_reviewer, icon_name="clipboard-list", order=10),
        RightMenuItem(gettext_lazy("举报"), "moderation_reports", MAY_HANDLE, icon_name="warning", order=20),
        RightMenuItem(gettext_lazy("撤下记录"), "moderation_takedowns", MAY_TAKE_DOWN, icon_name="download", order=30),
        RightMenuItem(gettext_lazy("规则变更复查"), "moderation_rescreening", MAY_SEE, icon_name="rotate", order=40),
        RightMenuItem(gettext_lazy("导入词条"), "moderation_rule_import", MAY_IMPORT, icon_name="upload", order=45),
        RightMenuItem(gettext_lazy("治理数据"), "moderation_governance", MAY_SEE, icon_name="table", order=50),
        RightMenuItem(gettext_lazy("审计记录"), "moderation_audit", "core.view_auditentry", icon_name="history", order=60),
    ]
    return SubmenuMenuItem(gettext_lazy("内容审核"), Menu(items=items), name="moderation", icon_name="clipboard-list", order=205)


register_snippet(RuleViewSetGroup)


@hooks.register("construct_snippet_action_menu")
def remove_publish(menu_items, request, context):
    """Leave "save draft" and "submit" on records; an approval publishes, a take-down unpublishes."""
    if issubclass(context["model"], PublishableRecord):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem | UnpublishMenuItem)]


class ReviewedPagesAPIViewSet(PagesAdminAPIViewSet):
    """The admin's API of pages without the actions that put text on the site or take it off without a reason."""

    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name in {"convert_alias", "move"}}


@hooks.register("construct_admin_api")
def reviewed_pages(router):
    """Put the reviewed actions in the place of Wagtail's."""
    router.register_endpoint("pages", ReviewedPagesAPIViewSet)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def tell_who_was_quicker(request, obj):
    """Answer a decision that comes second: Wagtail would fail, or save the form without a word."""
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return None
    task = obj.current_workflow_task
    offered = {name for name, *_rest in task.get_actions(specific(obj), request.user)} if task else set()
    if request.POST.get("workflow-action-name") in offered:
        return None
    last = TaskState.objects.for_instance(obj).exclude(finished_at=None).order_by("-finished_at", "-pk").first()
    messages.warning(request, already_decided_message(last) if last else _("这份内容现在没有等待您的审核。"))
    return redirect("moderation_queue" if is_reviewer(request.user) else "wagtailadmin_home")


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_refusal(request, obj):
    """Say at the head of the form why it came back; Wagtail keeps the reason two clicks away, in the status panel."""
    if request.method != "GET":
        return
    obj = specific(obj)
    if why := why_down(obj):
        messages.error(request, why)
    reason = refusal_reason(obj)
    if reason:
        messages.warning(request, _("这份内容被退回，理由：%(reason)s") % {"reason": reason})
    against = decision_to_appeal(obj, request.user)
    if against is not None:
        text = _("认为“%(outcome)s”的决定有误？可以申诉一次，由另一位工作人员复核。") % {"outcome": against.get_action_display()}
        messages.info(request, format_html('{} <a href="{}">{}</a>', text, reverse("moderation_appeal", args=[against.pk]), _("提出申诉")))
    elif not reason:
        _show_hits(request, obj)


@hooks.register("before_edit_page", order=1000)
def save_nothing_by_itself_in_review(request, page):
    """Answer with :class:`PageInReviewEditView` while a page waits for review."""
    return PageInReviewEditView.as_view()(request, page.pk) if page.workflow_in_progress else None


def _show_hits(request, obj) -> None:
    found = latest_screening(obj, obj.latest_revision) if obj.latest_revision_id else None
    hits = found.hits if found and found.occasion == found.Occasion.DRAFT else ()
    for sentence in advice(hit for hit in hits if hit["action"] != "note"):
        messages.warning(request, sentence)
