"""Agreements with training bodies, calls for joint training, and the organisations that sign up."""

from portal.cooperation.models.agreements import Agreement
from portal.cooperation.models.calls import Call, Partner, Side, SignUp

__all__ = ["Agreement", "Call", "Partner", "Side", "SignUp"]
