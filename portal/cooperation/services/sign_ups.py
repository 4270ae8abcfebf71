"""Signing an organisation up for joint training, answering it, taking it back (R-TRAIN-3)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cooperation.models import Call, SignUp
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable, TransitionError
from portal.enrolment import responses
from portal.enrolment.responses import respond
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
    made = respond(SIGN_UPS, call, user, **said)
    for keeper in User.objects.who_may(MAY_DECIDE):
        notice(keeper, "cooperation/signed_up", made, url=reverse("training_sign_ups", args=[call.pk]))
    return made


def withdraw(signed: SignUp, user) -> None:
    """Take a sign-up back; raises as :func:`portal.enrolment.responses.withdraw`."""
    responses.withdraw(SIGN_UPS, signed, user)


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


def signed_up(call: Call, viewer) -> list[SignUp]:
    """Return who has signed up for a call, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: ``stranger``: this person may not see them.
    """
    if not viewer.has_perm("cooperation.view_signup"):
        raise TransitionError(_("您不能查看合作报名。"), code="stranger")
    return responses.read_responses(call.sign_ups.all(), viewer)


def forget_contacts() -> None:
    """Empty contacts in their time after the call and the answer; the scheduler calls it."""
    responses.forget_contacts(SignUp, "call__apply_until")
