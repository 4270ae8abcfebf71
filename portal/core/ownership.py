"""Whose records these are, as one word for every queryset: ``owned_by(user)`` (design.md rule 5)."""

from collections.abc import Set
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from portal.core.transitions import TransitionError


def must_own(record: models.Model, user) -> None:
    """Check in a service that a record is the person's.

    Raises:
        TransitionError: code ``mine``: the word ``owned_by`` of its queryset says that it is not.
    """
    records: Any = type(record)._default_manager
    if not records.owned_by(user).filter(pk=record.pk).exists():
        raise TransitionError(_("没有这份%(kind)s。") % {"kind": record._meta.verbose_name}, code="mine")


class OwnedByPerson(models.QuerySet):
    """Records of one person. ``owner`` is the path from the record to the user."""

    owner = "user"

    def owned_by(self, user):
        """Return the records of a person; nobody has any who has not signed in."""
        return self.filter(**{self.owner: user}) if user.is_authenticated else self.none()


class OwnedByOrganisation(models.QuerySet):
    """Records of an organisation, kept by its members.

    ``organisation`` names the foreign key to an organisation that has ``memberships``
    (:class:`portal.accounts.models.Membership`); ``owner_roles`` the roles of members whose records these are, all of them when empty.
    """

    organisation = "enterprise"
    owner_roles: Set[str] = frozenset()

    def owned_by(self, user):
        """Return the records of the public organisations that a person acts for."""
        if not user.is_authenticated:
            return self.none()
        memberships = self.model._meta.get_field(self.organisation).related_model._meta.get_field("memberships").related_model
        return self.filter(**{f"{self.organisation}__in": memberships.objects.organisations_of(user, self.owner_roles)})
