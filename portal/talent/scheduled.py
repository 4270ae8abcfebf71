"""What the talent pages do at their time: end posts, remind, send digests."""

from portal.talent.models import Job
from portal.talent.services import jobs, searches


def end_what_has_run_out() -> None:
    """End posts whose last day has passed. Nobody sees them meanwhile: ``visible()`` looks at the date."""
    for pk in Job.objects.run_out().values_list("pk", flat=True):
        jobs.expire(pk)


def send_reminders() -> None:
    """Tell posters whose posts end within the days of the setting."""
    for pk in Job.objects.ending_soon().values_list("pk", flat=True):
        jobs.remind(pk)


def send_digests() -> None:
    """Send the digests whose period is over."""
    for search in searches.due_searches():
        searches.send_digest(search)
