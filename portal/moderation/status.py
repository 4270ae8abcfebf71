"""Where the newest texts of records stand, in words their authors understand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from portal.moderation.advice import advice
from portal.moderation.appeals import may_be_appealed
from portal.moderation.masking import masked_copies
from portal.moderation.models import Appeal, Decision, Screening
from portal.moderation.models.things import type_of
from portal.moderation.rules import clause_title


@dataclass(frozen=True)
class TextStatus:
    """Where a text stands, as its author sees it.

    Attributes:
        code: ``empty``, ``draft``, ``waiting``, ``returned`` or ``public``.
        label: the same in words.
        decision: the last decision against it, with its reason.
        clause: the clause that the decision cites, by its title.
        advice: what to do about what the rules object to, without what the reason of the decision says already.
        copies: its texts with personal numbers masked, each with its label.
        appeal_url: where whoever looks may appeal against the decision, or nothing.
    """

    code: str
    label: str
    decision: Decision | None = None
    clause: str = ""
    advice: list[str] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    appeal_url: str = ""


def text_status(record, user) -> TextStatus:
    """Return where the newest text of one record stands; see :func:`text_statuses`."""
    return text_statuses([record], user)[record.pk]


def text_statuses(records: Iterable, user) -> dict:
    """Return where the newest texts of records of one model stand, by key, in a constant number of statements.

    Args:
        records: saved records of one moderated model.
        user: who looks: only an author may appeal.
    """
    records = list(records)
    moving = [record for record in records if not (record.live and not record.has_unpublished_changes)]
    found = _History(moving) if moving else None
    public = TextStatus("public", _("已公开"))
    return {record.pk: found.status(record, user) if found and record in moving else public for record in records}


class _History:
    """What the moderation knows of some records of one model, read at once."""

    def __init__(self, records: list):
        ids = [str(record.pk) for record in records]
        kind = {"content_type": type_of(records[0]), "object_id__in": ids}
        revisions = [record.latest_revision_id for record in records if record.latest_revision_id]
        self.in_review = set(_in_review(records[0], ids))
        self.decisions: dict[str, list[Decision]] = {}
        for decision in Decision.objects.filter(**kind).select_related("workflow_state"):
            self.decisions.setdefault(decision.object_id, []).append(decision)
        self.hits: dict[int, list] = {}
        for screening in Screening.objects.filter(**kind, revision__in=revisions):
            self.hits.setdefault(screening.revision_id, screening.hits)
        self.appeals = list(Appeal.objects.filter(**kind).values_list("object_id", "workflow_state_id", "revision_id"))
        wanted = [key for key in revisions if self.hits.get(key)]
        self.contents = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content")) if wanted else {}

    def status(self, record, user) -> TextStatus:
        """Return where one of the records stands."""
        hits = self.hits.get(record.latest_revision_id, [])
        sentences = advice(hits)
        shown = {"copies": masked_copies(record, hits, self.contents.get(record.latest_revision_id))}
        if str(record.pk) in self.in_review:
            return TextStatus("waiting", _("正在审核"), advice=sentences, **shown)
        decisions = self.decisions.get(str(record.pk), [])
        decision = next((row for row in decisions if row.revision_id == record.latest_revision_id), None)
        if record.latest_revision_id and decision is not None and decision.is_against:
            url = appeal_url(record) if self._may_appeal(record, decisions[0], user) else ""
            said = decision.reason.splitlines()
            shown |= {"clause": clause_title(decision.clause), "advice": [sentence for sentence in sentences if sentence not in said]}
            return TextStatus("returned", decision.get_action_display(), decision, appeal_url=url, **shown)
        return TextStatus("draft", _("未公开"), advice=sentences, **shown)

    def _may_appeal(self, record, last: Decision, user) -> bool:
        before = [row for row in self.appeals if row[0] == str(record.pk)]
        again = any(state == last.workflow_state_id or revision == last.revision_id for _key, state, revision in before)
        return not again and may_be_appealed(last, record, user)


def _in_review(record, ids: list[str]):
    """Return the keys of those records whose review is under way."""
    base = record.get_base_content_type()
    states = WorkflowState.objects.filter(base_content_type=base, object_id__in=ids, status=WorkflowState.STATUS_IN_PROGRESS)
    return states.values_list("object_id", flat=True)


def appeal_url(record) -> str:
    """Return where the owner of a record may appeal."""
    return reverse("my:appeal", args=[record._meta.model_name, record.pk])
