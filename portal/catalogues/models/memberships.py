"""Who acts for a provider, a training body or a station."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Membership
from portal.accounts.roles import DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.catalogues.models.providers import Provider, ProviderField
from portal.catalogues.models.stations import Station

# Who says which person keeps which entry.
_LINKERS = dict.fromkeys((DIRECTOR, OPERATOR, TRAINING), ("add",))


@role_rights(_LINKERS)
class ProviderMembership(Membership):
    """A person who acts for a provider; a provider in the field of training is a training body (R-ROLE: 服务商, 培训机构)."""

    person_kind = _("服务商")

    organisation = models.ForeignKey(Provider, verbose_name=_("服务商"), on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("服务商成员")
        verbose_name_plural = _("服务商成员")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=models.Q(left_at=None), name="catalogues_providermembership_one_current"
            )
        ]

    def kind_of_person(self) -> str:
        """Return whether this is a provider or a training body."""
        return str(_("培训机构")) if ProviderField.TRAINING in self.organisation.fields else str(self.person_kind)


@role_rights(_LINKERS)
class StationKeeper(Membership):
    """A person who keeps a station or contact point (R-ROLE: 站点站长, 联络员)."""

    person_kind = _("站点站长")

    organisation = models.ForeignKey(Station, verbose_name=_("服务网点"), on_delete=models.CASCADE, related_name="keepers")

    class Meta:
        verbose_name = _("站长")
        verbose_name_plural = _("站长")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=models.Q(left_at=None), name="catalogues_stationkeeper_one_current"
            )
        ]
