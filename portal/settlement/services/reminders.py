"""Who hears of what ends or is missing; the scheduler calls these."""

from django.conf import settings

from portal.settlement.models import Agreement
from portal.settlement.notifications import tell


def remind() -> None:
    """Tell the people of agreements whose year ends within ``SETTLEMENT_REMINDER_DAYS``, once a year that is signed."""
    Agreement.objects.settled().remind_due(settings.SETTLEMENT_REMINDER_DAYS, lambda agreement: tell(agreement, "settlement/ending"))
