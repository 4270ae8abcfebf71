"""Consultations and what the centre publishes of them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import User
from portal.cases.models import CalendarDay, ReplyTemplate, TimeLimit
from portal.cases.receipts import receipt
from portal.consultation.models import Consultation, PublicAnswer
from portal.consultation.services import CONSULTATION, ask, handle
from tests.factories.people import person
from tests.factories.publishing import PublishedMixin

ASKED = {"topic": "policy", "question": "返乡开网店有没有补贴，要哪些材料？", "phone": "13900004444", "name": "李大山"}


class PublicAnswerFactory(PublishedMixin, DjangoModelFactory):
    """An entry of the base that is on the site."""

    class Meta:
        model = PublicAnswer

    live = True
    title = factory.Sequence(lambda n: f"网店补贴第{n}问")
    slug = factory.Sequence(lambda n: f"answer-{n}")
    topic = "policy"
    question = "返乡开网店有没有补贴？"
    answer = "有，材料清单在窗口领取。"


def consulted(**values) -> tuple[Consultation, str]:
    """Return a question that has just come, with its code."""
    return ask(**{"address": "192.0.2.1", **ASKED, **values})


def answered(staff: User | None = None, text: str = "有补贴，请带身份证到窗口。", **values) -> Consultation:
    """Return one that has been answered."""
    return handle(consulted(**values)[0], "answered", text, staff or person("director"))


def consultation_samples() -> dict:
    """Return values for the addresses of consultations; nothing of it belongs to one of the roles of the table."""
    case, code = consulted()
    word = receipt(CONSULTATION, case, code)
    limit = TimeLimit.objects.create(kind="consultation", number=48, unit="hours", source="服务承诺")
    return {
        "calendar_days.pk": CalendarDay.objects.create(day=date(2030, 5, 1), name="劳动节").pk,
        "time_limits.pk": limit.pk,
        "reply_templates.pk": ReplyTemplate.objects.create(title="窗口地址", text="请到一楼窗口。").pk,
        **{f"consultation:{name}.token": word for name in ("receipt", "rate", "further", "withdraw")},
        **{f"consultation:my-{name}.pk": case.pk for name in ("consultation", "rate", "further", "withdraw")},
        "consultation.pk": case.pk,
    }
