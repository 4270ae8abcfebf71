"""What follows from the review's decisions and from withdrawn consents."""

from portal.core.lifecycle import visibility_changed
from portal.talent.models import Job, Recommendation, TalentSettings, WantedNotice
from portal.talent.services import jobs
from portal.talent.services.resumes import consent_withdrawn

# What is shown while its consent stands.
_SHOWN = {model._meta.label_lower: model for model in (WantedNotice, Recommendation)}


def text_published(instance, **_signal) -> None:
    """Open a post whose text was approved."""
    if isinstance(instance, Job):
        jobs.text_approved(instance)


def taken_off(instance, **_signal) -> None:
    """Follow a take-down."""
    jobs.taken_down(instance)


def sent_back(instance, **_signal) -> None:
    """Put a post whose review ended without approval back to its poster."""
    if isinstance(instance.content_object, Job):
        jobs.text_sent_back(instance.content_object)


def consent_saved(instance, **_signal) -> None:
    """Delete what a withdrawn consent had passed on, and let the search see what is no longer shown."""
    consent_withdrawn(instance)
    model = _SHOWN.get(instance.object_kind)
    record = model.objects.filter(pk=instance.object_id).first() if model else None
    if record is not None:
        visibility_changed(record)


def settings_saved(instance: TalentSettings, **_signal) -> None:
    """Let what follows the saving of a post, the search above all, see whether posts are shown now."""
    for job in Job.objects.filter(live=True, state=Job.State.OPEN):
        visibility_changed(job)
