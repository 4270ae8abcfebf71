"""Phases and tasks, late ones first; one task with its moves and evidence (R-PLAN-1)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from portal.moderation.admin_views.base import ModerationView
from portal.plan.forms import MoveForm
from portal.plan.models import Phase, Task, TaskPaper
from portal.plan.querysets import oversees
from portal.plan.services import keep_evidence, move_task

MAY_SEE = "plan.view_task"
PLAN = ("plan", gettext_lazy("工作计划"))


class PlanView(ModerationView):
    """The phases with the tasks that somebody may see: those that are late first, then each phase."""

    template_name = "plan/admin/plan.html"
    page_title = PLAN[1]
    permission = MAY_SEE
    header_icon = "list-ul"

    def get_context_data(self, **kwargs):
        user, state = self.request.user, self.request.GET.get("state", "")
        tasks = Task.objects.seen_by(user).select_related("owner", "department").annotate(paper_count=Count("papers")).late_first()
        if state in Task.State.values:
            tasks = tasks.filter(state=state)
        phases = list(Phase.objects.prefetch_related(Prefetch("tasks", tasks, "shown_tasks")))
        late = sorted((task for phase in phases for task in phase.shown_tasks if task.is_late), key=lambda task: task.due_on)
        told = {
            "phases": phases,
            "late": late,
            "states": Task.State.choices,
            "state": state,
            "may_edit": user.has_perm("plan.change_phase"),
        }
        return super().get_context_data(**told, **kwargs)


class TaskView(ModerationView):
    """One task: who, by when, what shows it, what was found in checks; its owner, the head of the department and the director move it.

    Raises:
        Http404: it is not the user's to see.
    """

    template_name = "plan/admin/task.html"
    permission = MAY_SEE
    parent = PLAN
    header_icon = "list-ul"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        tasks = Task.objects.seen_by(request.user).select_related("owner", "department", "phase")
        self.task = get_object_or_404(tasks, pk=kwargs["pk"])
        self.page_title = self.task.name

    def get_context_data(self, **kwargs):
        user = self.request.user
        may_move = Task.objects.moved_by(user).filter(pk=self.task.pk).exists()
        told = {
            "task": self.task,
            "papers": self.task.papers.defer("token"),
            "checks": self.task.checks.select_related("checked_by", "owner"),
            "form": kwargs.pop("form", MoveForm(task=self.task)) if may_move else None,
            "may_check": oversees(user),
        }
        return super().get_context_data(**told, **kwargs)

    def post(self, request, *args, **kwargs):
        """Move it, or say why not and keep what was typed.

        Raises:
            PermissionDenied: it is not the user's to move.
        """
        if not Task.objects.moved_by(request.user).filter(pk=self.task.pk).exists():
            raise PermissionDenied
        form = MoveForm(request.POST, request.FILES, task=self.task)
        if form.is_valid():
            try:
                self._save(form.cleaned_data)
            except ValidationError as error:
                form.add_error("due_on" if error.code == "due_on" else "reason" if error.code == "reason" else None, error)
            else:
                messages.success(request, _("已保存。"))
                return redirect("plan_task", self.task.pk)
        return self.render_to_response(self.get_context_data(form=form))

    @transaction.atomic
    def _save(self, data: dict) -> None:
        if data["state"]:
            move_task(self.task.pk, data["state"], self.request.user, reason=data["reason"], due_on=data["due_on"])
        keep_evidence(self.task, self.request.user, link=data["link"], file=data["upload"])


class TaskPaperView(View):
    """What shows that a task was done, for those who see the task."""

    def get(self, request, pk):
        """Hand it out.

        Raises:
            PermissionDenied: the user sees no plan.
        """
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return get_object_or_404(TaskPaper, pk=pk, task__in=Task.objects.seen_by(request.user)).download()
