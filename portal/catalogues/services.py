"""What is done with catalogues; the only place that moves a provider's state and says who keeps an entry."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.models import Membership, User
from portal.accounts.notifications import notice
from portal.catalogues.models import Provider, ProviderMembership, ProviderStateChange, Station, StationKeeper
from portal.core import audit
from portal.core.lifecycle import Lifecycle, Move
from portal.core.transitions import StateTable, TransitionError

MEMBERSHIPS: dict[type, type[ProviderMembership] | type[StationKeeper]] = {Provider: ProviderMembership, Station: StationKeeper}

PROVIDER_MOVES = StateTable(
    {
        Provider.State.APPLIED: {Provider.State.LISTED, Provider.State.REMOVED},
        Provider.State.LISTED: {Provider.State.SUSPENDED, Provider.State.REMOVED},
        Provider.State.SUSPENDED: {Provider.State.LISTED, Provider.State.REMOVED},
        Provider.State.REMOVED: {Provider.State.APPLIED},
    }
)


def _note(provider: Provider, move: Move) -> None:
    ProviderStateChange.objects.create(
        provider=provider, from_state=move.from_state, to_state=move.to_state, reason=move.reason, user=move.actor
    )
    data = {"from": move.from_state, "to": move.to_state, "reason": move.reason}
    log(instance=provider, action="catalogues.provider.state", user=move.actor, data=data)


PROVIDERS = Lifecycle(Provider, PROVIDER_MOVES, prefix="catalogues.provider", ledger=_note)


def change_provider_state(provider: Provider, to_state: str, reason: str, user=None) -> None:
    """Move a provider through admission and exit (R-CAT-4), with the reason kept.

    Args:
        provider: the provider; its row is locked and read anew, so that two clerks cannot cross.
        to_state: a value of :class:`Provider.State`.
        reason: why; shown in the history, never empty.
        user: who decides.

    Raises:
        TransitionError: the move is not in the table, or the reason is empty.
    """
    provider.state = PROVIDERS.move(provider.pk, to_state, actor=user, reason=reason).state


@transaction.atomic
def link_keeper(entry: Provider | Station, phone: str, actor) -> Membership:
    """Let whoever has verified a mobile number keep an entry.

    Raises:
        TransitionError: nobody has verified the number (code ``nobody``), or that person keeps the entry already (code ``twice``).
    """
    person = User.objects.verified_holder(phone)
    if person is None:
        raise TransitionError(_("还没有人用这个手机号码登录并核验。请对方先用短信验证码登录一次。"), code="nobody")
    memberships = MEMBERSHIPS[type(entry)].objects
    type(entry).objects.select_for_update().get(pk=entry.pk)
    if memberships.of(person).filter(organisation=entry).exists():
        raise TransitionError(_("这个人已经在管理。"), code="twice")
    made = memberships.create(user=person, organisation=entry, role=Membership.Role.MANAGER)
    audit.record("catalogues.keeper.linked", entry, actor=actor, after={"member": person.pk})
    notice(person, "catalogues/keeper_linked", entry)
    return made


@transaction.atomic
def end_keeper(membership: ProviderMembership | StationKeeper, actor) -> None:
    """Let a person keep an entry no longer."""
    entry = membership.organisation
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    audit.record("catalogues.keeper.ended", entry, actor=actor, before={"member": membership.user_id})
    notice(membership.user, "catalogues/keeper_ended", entry)
