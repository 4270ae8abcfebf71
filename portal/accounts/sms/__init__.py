"""Text messages: one door for all domains, one ledger, the way out chosen by settings."""

from portal.accounts.sms.sending import CODE, SmsError, register_text, send

__all__ = ["CODE", "SmsError", "register_text", "send"]
