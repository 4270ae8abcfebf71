"""What follows from a session that is saved."""

from portal.enrolment.services import move_up


def session_saved(instance, *, created, update_fields, **_signal) -> None:
    """Give the places of a quota that an approved text has raised to those who wait."""
    if instance.live and not created and not update_fields:
        move_up(instance)
