"""What the workbench shows of the review: one's own texts, what one is to decide, appeals and reports."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState, WorkflowState

from portal.cases.tiles import case_tiles
from portal.moderation.admin_views.base import QUEUE, REPORTS, is_reviewer
from portal.moderation.admin_views.queue import waiting_at
from portal.moderation.models.records import Appeal
from portal.moderation.reports import REPORT
from portal.moderation.services import editorial_models
from portal.moderation.workflow_steps import DirectorTask, ReviewTask, StaffTask
from portal.workbench.tiles import Act, Lines, Tile, edit_url, own_desk, writes_pages

DECIDES_LAST = "moderation.restore"


def may_write(user) -> bool:
    """Return whether somebody writes for the site: pages, or records that are reviewed."""
    return writes_pages(user) or any(
        user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}") for model in editorial_models()
    )


def sent_back(user) -> QuerySet[WorkflowState]:
    """Return what waits for its author: handed in or last saved by ``user``."""
    own = Q(requested_by=user) | Q(current_task_state__revision__user=user)
    return WorkflowState.objects.filter(own, status=WorkflowState.STATUS_NEEDS_CHANGES)


def drafts(user) -> QuerySet[Revision]:
    """Return what ``user`` saved last and nobody has handed in since."""
    same = {"base_content_type": OuterRef("base_content_type"), "object_id": OuterRef("object_id")}
    newer = Revision.objects.filter(pk__gt=OuterRef("pk"), **same)
    under_way = WorkflowState.objects.active().filter(**same)
    handed_in = TaskState.objects.filter(revision=OuterRef("pk"))
    return Revision.objects.filter(~Exists(newer), ~Exists(handed_in), ~Exists(under_way), user=user)


def to_decide(step: type[StaffTask], user) -> QuerySet[TaskState]:
    """Return what waits at a step for a decision of ``user``: nothing of one's own, nor what one's own decision is appealed about."""
    tasks = step.objects.all() if user.is_superuser else step.objects.filter(groups__user=user)
    rows = waiting_at(Q(task__in=tasks.values("pk")))
    own = rows.filter(Q(revision__user=user) | Q(workflow_state__requested_by=user)).values("pk")
    appealed = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__by=user).values("workflow_state")
    return rows.exclude(pk__in=own).exclude(workflow_state__in=appealed)


def open_appeals(user) -> QuerySet[Appeal]:
    """Return the appeals that somebody other than who decided may answer."""
    return Appeal.objects.filter(outcome=Appeal.Outcome.OPEN).exclude(pk__in=Appeal.objects.filter(decision__by=user).values("pk"))


def _overdue() -> Q:
    return Q(started_at__lt=timezone.now() - timedelta(hours=settings.REVIEW_HOURS))


def _review_url(kind: int, key: str) -> str:
    return reverse("moderation_review", args=[key])


_STEPS = {"since": "started_at", "late": _overdue, "lines": Lines(title="revision__object_str", url=_review_url)}
TILES = (
    Tile(
        "sent_back",
        _("退回给您修改的"),
        "",
        may_write,
        sent_back,
        since="current_task_state__finished_at",
        since_text=_("最早的 %(day)s 退回"),
        lines=Lines(
            title="current_task_state__revision__object_str",
            url=edit_url,
            note="current_task_state__comment",
            kind="content_type",
            key="object_id",
        ),
        order=10,
    ),
    Tile("to_review", _("等待您的审核"), QUEUE[0], is_reviewer, partial(to_decide, ReviewTask), order=20, **_STEPS),
    Tile("to_sign", _("等待您审定的"), QUEUE[0], DECIDES_LAST, partial(to_decide, DirectorTask), order=15, **_STEPS),
    Tile("appeals", _("待复核的申诉"), QUEUE[0], is_reviewer, open_appeals, since="at", order=30),
    *case_tiles(REPORT, "reports", _("举报"), REPORTS[0], _("报给您决定的举报"), DECIDES_LAST, order=40),
    Tile(
        "drafts",
        _("您还没有提交的草稿"),
        "",
        may_write,
        drafts,
        since="created_at",
        since_text=_("最早的保存于 %(day)s"),
        lines=Lines(title="object_str", url=edit_url, kind="content_type", key="object_id"),
        order=90,
    ),
)
ACTS = (
    Act("review", _("审核"), QUEUE[0], is_reviewer, icon="clipboard-list", order=20),
    Act("audit", _("查看审计记录"), "moderation_audit", own_desk("core.view_auditentry"), icon="history", order=80),
)
