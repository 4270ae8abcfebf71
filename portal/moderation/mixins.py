"""The mixin of everything that is published."""

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
