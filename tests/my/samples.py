"""How a form of the public is reached and filled in, and the forms of consultations; the others stand in ``public_forms.py``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.test import Client

from portal.consultation.models import Consultation
from tests.guards.belongings import Belongings

PHONE = "13900001111"
TEXTS = {"title": "想做打包", "text": "第一行。", "name": "王小芳"}


@dataclass(frozen=True)
class Sample:
    """How one form is reached and filled in: as whom, after which steps, with which answers beside those that it was drawn with."""

    who: str = ""
    typed: dict | Callable[[Belongings], dict] = field(default_factory=dict)
    before: Callable[[Client, Belongings], None] | None = None


def _waits_for_an_answer(_client: Client, _belongings: Belongings) -> None:
    Consultation.objects.update(state=Consultation.State.RECEIVED)


CONSULTATIONS = {
    "cases:lookup": Sample(typed={"number": "2611300001", "code": "no-such"}),
    "consultation:ask": Sample(typed={"topic": "law", "question": TEXTS["text"], "phone": PHONE, "name": TEXTS["name"], "agree": "on"}),
    "consultation:further": Sample(typed={"question": TEXTS["text"]}),
    "consultation:my-further": Sample("seeker", {"question": TEXTS["text"]}),
    "consultation:my-rate": Sample("seeker", {"grade": "5", "comment": TEXTS["text"]}),
    "consultation:my-withdraw": Sample("seeker", {"sure": "on"}, _waits_for_an_answer),
    "consultation:rate": Sample(typed={"grade": "4", "comment": TEXTS["text"]}),
    "consultation:withdraw": Sample(typed={"sure": "on"}, before=_waits_for_an_answer),
}
