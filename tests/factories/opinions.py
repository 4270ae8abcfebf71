"""Opinions."""

from portal.accounts.models import User
from portal.cases.receipts import receipt
from portal.opinions.models import Opinion
from portal.opinions.services import OPINION, handle, write
from tests.factories.people import person

SAID = {"nature": "suggestion", "about": "station", "content": "代寄点周末也开门就好了。", "phone": "13900005555"}


def written(**values) -> tuple[Opinion, str]:
    """Return an opinion that has just come, with its code."""
    return write(**{"address": "192.0.2.1", **SAID, **values})


def adopted(staff: User | None = None, text: str = "本月起周六开门。", **values) -> Opinion:
    """Return one that has been adopted."""
    return handle(written(**values)[0], "adopted", text, staff or person("director"))


def opinion_samples() -> dict:
    """Return values for the addresses of opinions; nothing of it belongs to one of the roles of the table."""
    case, code = written()
    word = receipt(OPINION, case, code)
    return {**{f"opinions:{name}.token": word for name in ("receipt", "rate", "withdraw")}, "opinion.pk": case.pk}
