"""Where the newest text of something stands, in words its author understands."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.moderation.appeals import decision_to_appeal
from portal.moderation.masking import masked_copies
from portal.moderation.models import Decision
from portal.moderation.policies import latest_screening


@dataclass(frozen=True)
class TextState:
    """Where a text stands: ``label``; the last decision against it with reason and clause; what the rules object to.

    ``copies`` are its texts with personal numbers masked, each with its label. ``appeal_url`` is where whoever looks may appeal against the
    decision, or nothing.
    """

    label: str
    decision: Decision | None = None
    hits: list = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    appeal_url: str = ""


def text_state(record, user) -> TextState:
    """Return where the newest text of a record stands, as its author ``user`` sees it."""
    if record.live and not record.has_unpublished_changes:
        return TextState(_("已公开"))
    found = latest_screening(record, record.latest_revision) if record.latest_revision_id else None
    hits = found.hits if found else []
    copies = masked_copies(record, hits)
    if record.workflow_in_progress:
        return TextState(_("正在审核"), hits=hits, copies=copies)
    decision = Decision.objects.about(record).filter(revision=record.latest_revision).first()
    if decision is not None and decision.is_against:
        may_appeal = decision_to_appeal(record, user) is not None
        return TextState(decision.get_action_display(), decision, hits, copies, appeal_url(record) if may_appeal else "")
    return TextState(_("未公开"), hits=hits, copies=copies)


def appeal_url(record) -> str:
    """Return where the author of a record may appeal."""
    return reverse("talent:appeal", args=[record._meta.model_name, record.pk])
