"""Accounts: the people who sign in and what the portal tells them."""

from portal.accounts.models.messages import Message
from portal.accounts.models.people import User

__all__ = ["Message", "User"]
