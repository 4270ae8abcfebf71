"""Text messages: one door for all domains, one ledger, the way out chosen by settings."""

from portal.accounts.sms.sending import SmsError, register_text, send

__all__ = ["SmsError", "register_text", "send"]
