"""Things of the moderation that tests need."""

from datetime import timedelta

from django.utils import timezone

from portal.moderation.models import Decision, Report, TakeDown
from portal.moderation.models.things import type_of


def report(**values) -> Report:
    """Return a report of the public that nobody has handled."""
    number = f"JB20260101{Report.objects.count() + 1:04d}"
    return Report.objects.create(
        **{
            "number": number,
            "url": "/news/",
            "problem": "stale",
            "text": "打不开。",
            "due_at": timezone.now() + timedelta(hours=72),
            **values,
        }
    )


def takedown(thing, **values) -> TakeDown:
    """Return the record of a removal of ``thing``; the thing itself stays where it is."""
    kept = {"revision_content": thing.serializable_data(), "text": str(thing), "clause": "S1-5-3", "reason": "内容有误。"}
    return TakeDown.objects.create(**{**TakeDown.naming(thing), "path": "/gone/", "status": 410, **kept, **values})


def moderation_samples(page, author) -> dict[str, int]:
    """Return keys for the addresses of the moderation's screens.

    Args:
        page: a page that waits for review.
        author: who submitted it.
    """
    state = page.current_workflow_state
    decision = Decision.objects.create(**Decision.naming(page), action="approve", author=author, since=state.created_at)
    return {
        "moderation_review.pk": state.current_task_state.pk,
        "moderation_review_preview.pk": state.current_task_state.pk,
        "moderation_appeal.pk": decision.pk,
        "moderation_cancel.type_pk": type_of(page).pk,
        "moderation_cancel.pk": page.pk,
        "moderation_take_down.type_pk": type_of(page).pk,
        "moderation_take_down.pk": page.pk,
        "moderation_restore.pk": takedown(page).pk,
        "moderation_report.pk": report().pk,
    }
