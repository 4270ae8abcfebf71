"""The steps of an agreement that staff note, with the form and the service of each, and which of them fit now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.settlement import forms
from portal.settlement.models import Agreement
from portal.settlement.services import agreements as services

State = Agreement.State


@dataclass(frozen=True)
class Step:
    """What is noted, by which form and service."""

    label: str | Promise
    form: type[forms.StepForm]
    service: Callable[..., Any]


STEPS = {
    "file": Step(_("登记备案"), forms.FilingForm, services.file_with_bureau),
    "sign": Step(_("登记签约"), forms.SigningForm, services.sign),
    "move-in": Step(_("登记入驻"), forms.MoveInForm, services.move_in),
    "renew": Step(_("登记续签"), forms.RenewalForm, services.renew),
    "deposit": Step(_("登记交押金"), forms.DepositForm, services.pay_deposit),
    "refund": Step(_("登记退押金"), forms.RefundForm, services.refund_deposit),
    "exit": Step(_("登记退出"), forms.ExitForm, services.end),
    "drop": Step(_("登记未签约"), forms.DropForm, services.drop),
}
_OF_STATES = {
    State.TO_FILE: ("file", "drop"),
    State.FILED: ("sign", "drop"),
    State.SIGNED: ("move-in", "drop"),
    State.SETTLED: ("renew", "exit"),
}


def steps_of(agreement: Agreement) -> list[str]:
    """Return the codes of the steps that fit the state of an agreement; the services check it again."""
    steps = [*_OF_STATES.get(State(agreement.state), ())]
    if agreement.state in (State.SIGNED, State.SETTLED) and agreement.deposit_paid_on is None:
        steps.append("deposit")
    return [*steps, *(["refund"] if agreement.owes_deposit_back else [])]
