"""Agreements with training bodies, calls for joint training, and the organisations that sign up."""

from portal.cooperation.models.agreements import Agreement

__all__ = ["Agreement"]
