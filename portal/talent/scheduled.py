"""What the talent pages do at their time: end posts, remind, send digests."""

from portal.talent.services import jobs, notices, searches


def end_what_has_run_out() -> None:
    """End posts whose last day has passed."""
    jobs.expire_jobs()


def send_reminders() -> None:
    """Tell people whose posts and notices end within the days of the settings."""
    jobs.remind_of_jobs()
    notices.remind_of_notices()


def send_digests() -> None:
    """Send the digests whose period is over."""
    for search in searches.due_searches():
        searches.send_digest(search)
