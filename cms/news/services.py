"""What is worked out from news and journals."""

from datetime import date

from cms.news.models import JournalIssuePage


def quarter_without_journal(today: date) -> tuple[int, int] | None:
    """Return year and number of the last whole quarter if the public has no issue of it (one a quarter: S1 ch.7 三.2)."""
    quarter = (today.month - 1) // 3 or 4
    year = today.year - 1 if quarter == 4 else today.year
    issued = JournalIssuePage.objects.live().filter(year=year, quarter=quarter).exists()
    return None if issued else (year, quarter)
