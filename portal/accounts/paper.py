"""Registration codes on paper, for people whom no text message reaches: printed for a contact point, each good once and for a time."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import PaperCode, PaperSheet, User
from portal.accounts.models.people import digits_of
from portal.core import audit
from portal.core.encryption import blind_index

_DIGITS = 10


@transaction.atomic
def print_sheet(place: str, user: User, number: int | None = None) -> tuple[PaperSheet, list[str]]:
    """Make a sheet of codes for a contact point and return it with the codes as printed; they are shown this once only.

    Args:
        place: where the codes are given out.
        user: who prints.
        number: how many; the setting ``PAPER_CODES_PER_SHEET`` if not told.
    """
    expires = timezone.now() + timedelta(days=settings.PAPER_CODE_DAYS)
    sheet = PaperSheet.objects.create(place=place, printed_by=user, expires_at=expires)
    codes = [f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}" for _each in range(number or settings.PAPER_CODES_PER_SHEET)]
    PaperCode.objects.bulk_create(PaperCode(sheet=sheet, digest=_digest(code)) for code in codes)
    audit.record("accounts.paper_sheet_printed", sheet, actor=user, after={"codes": len(codes)})
    return sheet, [f"{code[:5]} {code[5:]}" for code in codes]


def cancel_sheet(sheet: PaperSheet, user: User, reason: str) -> None:
    """Make all unused codes of a sheet worthless, as when it is lost."""
    PaperSheet.objects.filter(pk=sheet.pk, cancelled_at=None).update(cancelled_at=timezone.now())
    audit.record("accounts.paper_sheet_cancelled", sheet, actor=user, reason=reason)


def use_code(typed: str) -> PaperCode | None:
    """Use a code up and return it, or return ``None`` if it is unknown, used, expired or cancelled; of two requests at once one gets it."""
    now = timezone.now()
    code = PaperCode.objects.filter(digest=_digest(typed), sheet__expires_at__gt=now, sheet__cancelled_at=None).first()
    taken = code is not None and PaperCode.objects.filter(pk=code.pk, used_at=None).update(used_at=now)
    return code if taken else None


def note_user(code: PaperCode, user: User) -> None:
    """Note who registered with a code."""
    PaperCode.objects.filter(pk=code.pk).update(used_by=user)
    audit.record("accounts.paper_code_used", code.sheet, actor=user)


def _digest(typed: str) -> str:
    return blind_index(digits_of(typed), "paper-code")
