"""The mixin of everything that is published."""

from portal.moderation.removals import must_not_be_down
from portal.moderation.screenings import text_saved


class Moderated:
    """Lets no saved text go unscreened; stands before the page or record base class.

    Any edit of what is on its way through the workflow sends it back to the first step, and an edit of something live is screened as
    soon as it is saved, so that its author learns of a hit before submitting.
    """

    def save_revision(self, *args, **kwargs):
        """Save a revision (Wagtail's name) and have its text screened."""
        revision = super().save_revision(*args, **kwargs)
        text_saved(self, revision)
        return revision

    def publish(self, revision, *args, **kwargs):
        """Publish a revision (Wagtail's name): workflow, schedule, bulk action and revert all come through here.

        Raises:
            PermissionDenied: it was taken down and nobody has restored it.
        """
        must_not_be_down(self)
        return super().publish(revision, *args, **kwargs)
