"""What is done with catalogues; the only place that moves a provider's state."""

from django.db import transaction
from wagtail.log_actions import log

from portal.catalogues.models import Provider, ProviderStateChange
from portal.core.transitions import StateTable

PROVIDER_MOVES = StateTable(
    {
        Provider.State.APPLIED: {Provider.State.LISTED, Provider.State.REMOVED},
        Provider.State.LISTED: {Provider.State.SUSPENDED, Provider.State.REMOVED},
        Provider.State.SUSPENDED: {Provider.State.LISTED, Provider.State.REMOVED},
        Provider.State.REMOVED: {Provider.State.APPLIED},
    }
)


@transaction.atomic
def change_provider_state(provider: Provider, to_state: str, reason: str, user=None) -> ProviderStateChange:
    """Move a provider through admission and exit (R-CAT-4), with the reason kept.

    Args:
        provider: the provider; locked and read anew, so that two clerks cannot cross.
        to_state: a value of :class:`Provider.State`.
        reason: why; shown in the history, never empty.
        user: who decides.

    Raises:
        TransitionError: the move is not in the table, or the reason is empty.
    """
    locked = Provider.objects.select_for_update().get(pk=provider.pk)
    PROVIDER_MOVES.check(locked.state, to_state, reason)
    change = ProviderStateChange.objects.create(
        provider=locked, from_state=locked.state, to_state=to_state, reason=reason.strip(), user=user
    )
    locked.state = to_state
    locked.save(update_fields=["state"])
    provider.state = to_state
    log(instance=locked, action="catalogues.provider.state", user=user, data={"from": change.from_state, "to": to_state, "reason": reason})
    return change
