"""What is done with catalogues; the only place that moves a provider's state and says who keeps an entry."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.models import Membership, User
from portal.accounts.notifications import notice
from portal.catalogues.models import Agreement, Provider, ProviderMembership, ProviderPaper, ProviderStateChange, Station, StationKeeper
from portal.core import audit
from portal.core.lifecycle import Lifecycle, Move
from portal.core.slugs import free_slug
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.notifications import directors
from portal.moderation.submission import submit
from portal.uploads.gate import CheckedFile

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
    for person in keepers_of(provider):
        notice(person, "catalogues/provider_moved", provider, state=provider.get_state_display(), reason=move.reason)


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
def apply_as_provider(draft: Provider, user, licence: CheckedFile) -> None:
    """Apply for a place in the directory: the text goes to review, its author keeps the entry from now on (R-CAT-4, R-FORM-12).

    Args:
        draft: a new provider as the form has filled it; it is public when its text is approved and it is listed.
        user: who applies.
        licence: the business licence, for staff alone.

    Raises:
        TransitionError: an application of this person waits already (code ``waiting``).
    """
    User.objects.select_for_update().get(pk=user.pk)
    if has_applied(user):
        raise TransitionError(_("您已有一份申请正在办理，有结果后再提交新的。"), code="waiting")
    draft.slug = free_slug(draft.name, set(Provider.objects.values_list("slug", flat=True)), "provider")
    draft.state = Provider.State.APPLIED
    submit(draft, user, seen_revision=None, action="catalogues.provider.applied_online")
    ProviderMembership.objects.create(user=user, organisation=draft, role=Membership.Role.OWNER)
    ProviderPaper.keep_of(draft, ProviderPaper.Kind.LICENCE, licence, user)


def has_applied(user) -> bool:
    """Return whether a person has applied for a provider that has been neither listed nor removed."""
    return Provider.objects.owned_by(user).filter(state=Provider.State.APPLIED).exists()


@transaction.atomic
def keep_agreement_paper(agreement: Agreement, file: CheckedFile, user) -> None:
    """Keep the signed paper of an agreement in the place of the one before."""
    old, agreement.paper = agreement.paper, ProviderPaper.keep_of(agreement.provider, ProviderPaper.Kind.AGREEMENT, file, user)
    agreement.save(update_fields=["paper"])
    if old is not None:
        old.delete()


def remind_of_agreements() -> None:
    """Tell directors and the provider's people of agreements that end within ``AGREEMENT_REMINDER_DAYS``."""
    Agreement.objects.select_related("provider").remind_due(settings.AGREEMENT_REMINDER_DAYS, _tell_of_end)


def _tell_of_end(agreement: Agreement) -> None:
    for director in directors():
        notice(director, "catalogues/agreement_ending", agreement, url=reverse("agreements:edit", args=[agreement.pk]))
    for person in keepers_of(agreement.provider):
        notice(person, "catalogues/agreement_ending", agreement)


def keepers_of(provider: Provider) -> list[User]:
    """Return the people who act for a provider."""
    return [row.user for row in provider.memberships.current().select_related("user")]


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
