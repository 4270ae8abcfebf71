"""Applications to settle, rooms and agreements."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.enterprises.models import Enterprise
from portal.settlement.models import Agreement, Application, Room, Term
from portal.settlement.services import agreements
from portal.settlement.services.applications import apply, handle, record_review
from portal.settlement.terms import last_day
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, person
from tests.factories.policy_calls import checked_file
from tests.factories.talent import member

SAID = {
    "applicant": "person",
    "project": "返乡茶叶网店",
    "name": "李大山",
    "phone": "13900006666",
    "area": Decimal("30.5"),
    "requirements": "要一间能直播的房间。",
    "reason": "想把村里的茶叶卖到外地。",
    "profile": "开网店两年，主营绿茶。",
    "experience": "店铺两年没有差评。",
    "industry_body": "县电商协会",
}
TEAM = ({"post": "店长", "division": "选品", "experience": "做过两年客服"},)
REVIEWED = {"opinion": "项目可行，同意入驻。", "minutes": "李大山介绍了货源。", "scores": [{"member": "周组长", "score": Decimal(88)}]}


class RoomFactory(DjangoModelFactory):
    """A room that can be let."""

    class Meta:
        model = Room

    name = factory.Sequence(lambda n: f"孵化室{n}")
    place = "三楼东侧"
    area = Decimal("36.0")


def applied(user=None, **said) -> Application:
    """Return what a person has just handed in, with a line of the team and a paper."""
    papers = [("团队名单", checked_file())]
    return apply(user or UserFactory(), address="192.0.2.1", **{"team": TEAM, "papers": papers, **SAID, **said})


def in_review(staff=None, user=None, **said) -> Application:
    """Return one whose papers are complete."""
    return handle(applied(user, **said), "review", "材料齐全。", staff or person("director"))


def reviewed(staff=None, user=None, **said) -> Application:
    """Return one that the group has spoken about."""
    case = in_review(staff, user, **said)
    record_review(case, staff or person("director"), held_on=timezone.localdate(), **REVIEWED)
    return case


def to_file(user=None, staff=None, **said) -> Agreement:
    """Return the agreement of one that is approved."""
    staff = staff or person("director")
    return handle(reviewed(staff, user, **said), "approved", "同意入驻，请等签约通知。", staff).agreement


def signed(agreement: Agreement | None = None, *, starts_on: date | None = None, room: Room | None = None) -> Agreement:
    """Return an agreement that is filed and signed for a year from a day, from today if none is told."""
    made, staff, today = agreement or to_file(), person("director"), timezone.localdate()
    first = starts_on or today
    agreements.file_with_bureau(made, staff, filed_on=today, filing_number="通商备1号")
    days = {"signed_on": today, "starts_on": first, "valid_until": last_day(first, 1)}
    return agreements.sign(made, staff, room=room or RoomFactory(), **days)


def settled(agreement: Agreement | None = None, **signing) -> Agreement:
    """Return one under which somebody has moved in."""
    return agreements.move_in(signed(agreement, **signing), person("director"))


def settled_firm(firm: Enterprise | None = None, **signing) -> Agreement:
    """Return the agreement of a firm that has moved in; without an application."""
    firm = firm or EnterpriseFactory(verified_at=timezone.now())
    return settled(agreements.register(firm, person("director")), **signing)


def years_ago(years: int, days: int = 0) -> date:
    """Return the day on which so many years, and days, end with yesterday."""
    today = timezone.localdate()
    return (today.replace(year=today.year - years, day=min(today.day, 28))) - timedelta(days=days + 1)


def settlement_samples() -> dict:
    """Return values for the addresses of settlement; nothing of it belongs to one of the roles of the table."""
    agreement = settled(to_file(member()[0]), starts_on=years_ago(1))
    case = agreement.application
    waiting = in_review()
    return {
        **dict.fromkeys((f"settlement:{name}.pk" for name in ("application", "complete", "withdraw")), case.pk),
        "settlement:paper.pk": case.papers.get().pk,
        **dict.fromkeys((f"settlement:{name}.pk" for name in ("agreement", "sales")), agreement.pk),
        "settlement_application.pk": case.pk,
        "settlement_review.pk": waiting.pk,
        "settlement_paper.pk": case.papers.get().pk,
        "settlement_agreement.pk": agreement.pk,
        "settlement_step.pk": agreement.pk,
        "settlement_step.step": "renew",
        "settlement_rooms.pk": agreement.room_id,
        "settlement_terms.pk": Term.objects.create(code="deposit", number=2000, source="入驻办法第五条").pk,
    }
