"""Signing an organisation up for joint training, answering it, taking it back (R-TRAIN-3)."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cooperation.models import Call, SignUp
from portal.cooperation.querysets import PURPOSE
from portal.core import audit, consents
from portal.core.access_log import log_views
from portal.core.lifecycle import Lifecycle
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.submission import refuse_bad_words

State = SignUp.State
OUTCOMES = (State.AGREED, State.DECLINED)
MOVES = StateTable(
    {
        State.SENT: {*OUTCOMES, State.WITHDRAWN},
        State.AGREED: {State.DECLINED, State.WITHDRAWN},
        State.DECLINED: {State.AGREED, State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
)
SIGN_UPS = Lifecycle(SignUp, MOVES, prefix="cooperation.signup", reasoned=set(OUTCOMES))
MAY_DECIDE = "cooperation.change_signup"


@transaction.atomic
def sign_up(call: Call, user, **said) -> SignUp:
    """Sign an organisation up; the call is the consent to pass the contact on to the centre (the form says so).

    Args:
        call: what for.
        user: who does it.
        said: side, organisation, contact, phone and offer.

    Raises:
        TransitionError: ``ended``, ``twice``, or ``blocked``: the rules forbid the words.
    """
    if not Call.objects.visible().filter(pk=call.pk, apply_until__gte=timezone.localdate()).exists():
        raise TransitionError(_("这个招募已经停止报名。"), code="ended")
    refuse_bad_words(f"{said['organisation']}\n{said['offer']}", "service")
    try:
        with transaction.atomic():
            made = SignUp.objects.create(call=call, user=user, **said)
    except IntegrityError as error:
        raise TransitionError(_("您已经报名。"), code="twice") from error
    consents.give(user, PURPOSE, subject=made)
    audit.record("cooperation.signup.sent", made, actor=user)
    for keeper in User.objects.who_may(MAY_DECIDE):
        notice(keeper, "cooperation/signed_up", made, url=reverse("training_sign_ups", args=[call.pk]))
    return made


@transaction.atomic
def withdraw(signed: SignUp, user) -> None:
    """Take a sign-up back: the contact is gone when this returns.

    Raises:
        TransitionError: it is not the person's, or was withdrawn before.
    """
    must_own(signed, user)
    SIGN_UPS.move(signed.pk, State.WITHDRAWN, actor=user, reason=_("本人撤回"), contact="", phone="", offer="")
    consents.withdraw(user, PURPOSE, subject=signed)


@transaction.atomic
def decide(signed: SignUp, state: str, outcome: str, *, actor) -> None:
    """Note what came of a sign-up, and tell who signed up.

    Raises:
        TransitionError: ``stranger``, or the table does not allow it, or no reason is given.
    """
    if not actor.has_perm(MAY_DECIDE):
        raise TransitionError(_("您不能答复合作报名。"), code="stranger")
    moved = SIGN_UPS.move(signed.pk, state, actor=actor, reason=outcome, outcome=outcome.strip(), decided_at=timezone.now())
    notice(moved.user, "cooperation/answered", moved)


@transaction.atomic
def signed_up(call: Call, viewer) -> list[SignUp]:
    """Return who has signed up for a call, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: ``stranger``: this person may not see them.
    """
    if not viewer.has_perm("cooperation.view_signup"):
        raise TransitionError(_("您不能查看合作报名。"), code="stranger")
    rows = list(call.sign_ups.standing().consented().select_related("user"))
    log_views(viewer, ((row.user, "phone", row, str(call)) for row in rows if not row.forgotten_at))
    return rows


def forget_contacts() -> None:
    """Empty contacts once ``ENROLMENT_CONTACT_DAYS`` have passed since the call ended and since the answer; the scheduler calls it."""
    before = timezone.localdate() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS)
    over = SignUp.objects.filter(Q(decided_at=None) | Q(decided_at__date__lt=before), call__apply_until__lt=before, forgotten_at=None)
    over.order_by().update(contact="", phone="", forgotten_at=timezone.now())
