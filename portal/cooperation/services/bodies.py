"""What training bodies hand in (R-TRAIN-4, R-FORM-8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import EditorialRecord
from portal.core.slugs import free_slug
from portal.core.transitions import TransitionError
from portal.enterprises.policies import acts_for
from portal.moderation.submission import submit
from portal.training.models import Course, Session


@transaction.atomic
def upload_course(draft: Course, user, *, seen_revision: int | None = None) -> Course:
    """Hand in a course of a verified body, or a new text of one, for review.

    Raises:
        TransitionError: ``unverified``: the person acts for no such body; or as :func:`portal.moderation.submission.submit`.
    """
    return _hand_in(draft, draft.provider, user, seen_revision)


@transaction.atomic
def upload_session(draft: Session, user, *, seen_revision: int | None = None) -> Session:
    """Hand in a session of a course of a verified body, or a new text of one, for review; raises as :func:`upload_course`."""
    return _hand_in(draft, draft.course.provider, user, seen_revision)


def _hand_in(draft, body, user, seen_revision: int | None):
    if not acts_for(user, body):
        raise TransitionError(_("只有已核验机构的成员可以上传培训。"), code="unverified")
    if not draft.slug:
        draft.slug = _new_slug(draft)
    submit(draft, user, seen_revision=seen_revision)
    return draft


def _new_slug(draft: EditorialRecord) -> str:
    model = type(draft)
    return free_slug(str(draft), set(model._default_manager.values_list("slug", flat=True)), model._meta.model_name or "")


def enterprise_given_back(enterprise, **_signal) -> None:
    """End applications for the sessions of a body for which nobody acts any longer."""
    for session in Session.objects.filter(course__provider=enterprise, closed_at=None):
        session.closed_at = timezone.now()
        session.save(update_fields=["closed_at"])
