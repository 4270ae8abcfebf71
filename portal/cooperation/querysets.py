"""Words for calls and for those who sign up."""

from portal.core import consents
from portal.core.ownership import OwnedByPerson
from portal.core.querysets import EditorialQuerySet

# Code of the consent to pass the contact on to the centre.
PURPOSE = "training_cooperation"


class CallQuerySet(EditorialQuerySet):
    """Calls for joint training."""


class SignUpQuerySet(OwnedByPerson):
    """Organisations that have signed up, by the person who did it."""

    def standing(self):
        """Return what nobody has withdrawn."""
        return self.exclude(state="withdrawn")

    def consented(self):
        """Return rows whose person's consent to pass the contact on stands."""
        return self.filter(consents.standing(PURPOSE, self.model._meta.label_lower))
