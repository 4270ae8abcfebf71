"""One version under review: as it will look, what changed in it, what the rules say of it, what was decided before, and the decision."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.models import TaskState

from portal.moderation.admin_views.base import QUEUE, ModerationView, is_reviewer
from portal.moderation.appeals import appeal, decision_to_appeal
from portal.moderation.comparing import compare, versions
from portal.moderation.decisions import AlreadyDecidedError, already_decided_message, make_decision, outcome_message
from portal.moderation.extraction import passages
from portal.moderation.forms import AppealForm, DecisionForm
from portal.moderation.models import Decision, Verdict
from portal.moderation.notifications import edit_url
from portal.moderation.policies import latest_screening, may_review, open_appeal
from portal.moderation.registry import registration_of, specific
from portal.moderation.removals import why_down
from portal.moderation.rules import clause_name

_ACTIONS = {
    "approve": gettext_lazy("通过"),
    "reject": gettext_lazy("退回修改"),
    "refuse": gettext_lazy("不予发布"),
    "escalate": gettext_lazy("提请中心主任审定"),
}


class ReviewView(ModerationView):
    """The screen on which a reviewer or the director decides."""

    template_name = "moderation/admin/review.html"
    page_title = gettext_lazy("审核")
    parent = QUEUE

    def may_enter(self, user):
        return is_reviewer(user)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        steps = TaskState.objects.filter(revision__isnull=False).select_related("revision__user", "finished_by")
        self.state = get_object_or_404(steps, pk=kwargs["pk"]).specific
        self.thing = specific(self.state.workflow_state.content_object)
        self.screening = latest_screening(self.thing, self.state.revision)

    def actions(self) -> list[tuple[str, str]]:
        """Return the decisions open to this person, if any."""
        user, task = self.request.user, self.state.task.specific
        if self.state.status != TaskState.STATUS_IN_PROGRESS or not hasattr(task, "further_actions"):
            return []
        allowed = user.is_superuser or task.groups.filter(user=user).exists()
        if not allowed or not may_review(self.thing, user):
            return []
        # What was taken down is restored, not approved.
        approve = [] if why_down(self.thing) else ["approve"]
        names = [*approve, "reject", "refuse", *(name for name, _label, _modal in task.further_actions())]
        return [(name, _ACTIONS[name]) for name in names]

    def form(self, data=None) -> DecisionForm | None:
        """Return the form with the decisions open to this person, or None."""
        actions = self.actions()
        must_check, hit = (self.screening.clauses(), self.screening.hit_clauses()) if self.screening else ([], [])
        return DecisionForm(data, actions=actions, must_check=must_check, hit=hit) if actions else None

    def told(self) -> str:
        """Return, of a step that is over, who decided what."""
        if self.state.status == TaskState.STATUS_IN_PROGRESS:
            return ""
        decision = getattr(self.state, "decision", None)
        own = decision is not None and decision.by_id == self.request.user.pk and decision.action == Decision.Action.ESCALATE
        return outcome_message(decision) if own else already_decided_message(self.state)

    def get_context_data(self, **kwargs):
        hits = [{**hit, "clause_name": clause_name(hit["clause"])} for hit in (self.screening.hits if self.screening else [])]
        found = versions(self.thing, self.state)
        registration = registration_of(type(self.thing))
        comparisons = [(comparison, found.before is not None and comparison.has_changed()) for comparison in compare(found)]
        return {
            **super().get_context_data(**kwargs),
            "state": self.state,
            "thing": self.thing,
            "versions": found,
            "comparisons": comparisons,
            "changed": [pair for pair in comparisons if pair[1]],
            "unchanged": [pair for pair in comparisons if not pair[1]],
            "cautions": registration.cautions(found.after) if registration.cautions else [],
            "title": self.state.revision.object_str,
            "kind": type(self.thing)._meta.verbose_name,
            "author": registration.author_of(self.thing),
            "verdict": Verdict(self.screening.verdict).label if self.screening else _("尚未筛查"),
            "hits": hits,
            "texts": [
                (passage.label, segments(passage.text, passage.field, hits))
                for passage in passages(found.after)
                if any(hit["field"] == passage.field for hit in hits)
            ],
            "appeal": open_appeal(self.thing),
            "decisions": [
                {"row": row, "clause": clause_name(row.clause) if row.clause else ""}
                for row in Decision.objects.about(self.thing).select_related("by")[:20]
            ],
            "told": self.told(),
            "why_down": why_down(self.thing),
            "edit_url": edit_url(self.thing),
            "form": kwargs.get("form") or self.form(),
        }

    def post(self, request, pk):
        """Decide; whoever comes second is told who decided."""
        if self.state.status != TaskState.STATUS_IN_PROGRESS:
            messages.warning(request, already_decided_message(self.state))
            return redirect(QUEUE[0])
        form = self.form(request.POST)
        if form is None:
            raise PermissionDenied
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        data = form.cleaned_data
        action = data.pop("action")
        try:
            decision = make_decision(self.state, request.user, action, **data)
        except AlreadyDecidedError as error:
            messages.warning(request, str(error))
            return redirect(QUEUE[0])
        messages.success(request, outcome_message(decision))
        return redirect(QUEUE[0])


class ReviewPreviewView(View):
    """The version of a step as the public will see it, whoever may decide on it and whatever has been decided since."""

    def get(self, request, pk):
        """Show it.

        Raises:
            PermissionDenied: the user reviews nothing.
        """
        if not is_reviewer(request.user):
            raise PermissionDenied
        version = get_object_or_404(TaskState, pk=pk, revision__isnull=False).revision.as_object()
        return version.make_preview_request(request, version.default_preview_mode)


def segments(text: str, field: str, hits: list[dict]) -> list[tuple[str, dict | None]]:
    """Return a text cut at its hits: ``(stretch, hit or None)`` in order; of hits that overlap the first counts."""
    found, at = [], 0
    for hit in sorted((hit for hit in hits if hit["field"] == field), key=lambda hit: hit["start"]):
        if hit["start"] < at or hit["end"] > len(text):
            continue
        found += [(text[at : hit["start"]], None), (text[hit["start"] : hit["end"]], hit)]
        at = hit["end"]
    return [(stretch, hit) for stretch, hit in [*found, (text[at:], None)] if stretch]


class AppealView(ModerationView):
    """The author reads a decision and appeals against it, once."""

    template_name = "moderation/admin/appeal.html"
    page_title = gettext_lazy("申诉")

    def may_enter(self, user):
        self.decision = get_object_or_404(Decision, pk=self.kwargs["pk"])
        thing = self.decision.thing
        self.thing = specific(thing) if thing else None
        return self.thing is not None and decision_to_appeal(self.thing, user) == self.decision

    def get_context_data(self, **kwargs):
        shown = {"form": kwargs.get("form") or AppealForm(), "decision": self.decision, "clause": clause_name(self.decision.clause)}
        return {**super().get_context_data(**kwargs), **shown, "edit_url": edit_url(self.thing)}

    def post(self, request, pk):
        """Appeal."""
        form = AppealForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        appeal(self.thing, request.user, form.cleaned_data["text"])
        messages.success(request, _("申诉已提交，将由另一位工作人员复核，结果会发到您的消息。"))
        return redirect(reverse("wagtailadmin_home"))
