"""What follows when the centre may take posts, or no longer."""

from portal.core.lifecycle import visibility_changed
from portal.talent.models import Job, TalentSettings


def settings_saved(instance: TalentSettings, **_signal) -> None:
    """Let what follows the saving of a post, the search above all, see whether posts are shown now."""
    for job in Job.objects.filter(live=True, state=Job.State.OPEN):
        visibility_changed(job)
