"""What is done with catalogues; the only place that moves a provider's state."""

from wagtail.log_actions import log

from portal.catalogues.models import Provider, ProviderStateChange
from portal.core.lifecycle import Lifecycle, Move
from portal.core.transitions import StateTable

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
