"""Calls as everybody sees them, and the check whether one qualifies."""

from portal.core import clock
from portal.policy_calls.models import Declaration, PolicyCall
from portal.web.views import RecordDetailView, visitor


class CallDetail(RecordDetailView):
    """One call with conditions, materials and, in its time, the result."""

    def record_context(self, request, record: PolicyCall):
        clock.ends_today()
        user = visitor(request)
        own = Declaration.objects.owned_by(user).standing().filter(call=record.pk).first() if user and record.pk else None
        policy = record.policy
        return {
            "policy": policy if policy is not None and policy.live else None,
            "conditions": list(record.conditions.all()),
            "materials": list(record.materials.all()),
            "awards": list(record.awards.all()),
            "own": own,
        }


class CheckView(CallDetail):
    """Whether one qualifies, by the conditions that one has ticked; nothing is kept, and no account is asked for."""

    template_name = "pages/policy_calls/check.html"

    def record_context(self, request, record):
        shown = super().record_context(request, record)
        ticked, asked = set(request.GET.getlist("met")), "asked" in request.GET
        for condition in shown["conditions"]:
            condition.ticked = str(condition.pk) in ticked
        failed = [condition for condition in shown["conditions"] if not condition.ticked]
        return {**shown, "asked": asked, "failed": failed if asked else [], "robots": "noindex"}
