"""Accounts: the people who sign in, how they prove who they are, and what the portal tells them."""

from portal.accounts.models.codes import OneTimeCode, PaperCode, PaperSheet
from portal.accounts.models.limits import LimitCounter
from portal.accounts.models.memberships import Membership, memberships_of
from portal.accounts.models.messages import Message
from portal.accounts.models.people import User
from portal.accounts.models.text_messages import TextMessage

__all__ = ["LimitCounter", "Membership", "Message", "OneTimeCode", "PaperCode", "PaperSheet", "TextMessage", "User", "memberships_of"]
