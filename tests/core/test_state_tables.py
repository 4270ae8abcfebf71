"""Every state table of the portal, move by move, against a table written down here; and every lifecycle with a real record."""

import importlib
import pkgutil
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

import portal
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable
from portal.enterprises.models import HandOver, Invitation, Membership
from portal.moderation.reports import move_report
from portal.talent.models import Application
from tests.factories.catalogues import ProviderFactory
from tests.factories.cooperation import signed
from tests.factories.enterprises import EnterpriseFactory, RequestFactory
from tests.factories.inspection import FindingFactory
from tests.factories.membership import active
from tests.factories.moderation import report
from tests.factories.people import UserFactory, person
from tests.factories.plan import TaskFactory
from tests.factories.policy_calls import declaration
from tests.factories.settlement import to_file
from tests.factories.talent import member, open_job
from tests.factories.trade_leads import inquiry, open_lead
from tests.factories.trade_leads import matched as matched_leads
from tests.factories.venues import booking
from tests.support.refusals import refused

# Which state may follow which. To change a table of the code, change it here too, and think of what it lets people do.
EXPECTED = {
    "talent.JOB_MOVES": {
        "draft": "review open closed",
        "review": "draft open closed",
        "open": "filled expired closed removed",
        "filled": "open closed removed",
        "expired": "open closed removed",
        "closed": "open removed",
        "removed": "open",
    },
    "talent.APPLICATION_MOVES": {
        "sent": "viewed interview offer declined withdrawn",
        "viewed": "interview offer declined withdrawn",
        "interview": "offer declined withdrawn",
        "offer": "withdrawn",
        "declined": "withdrawn",
        "withdrawn": "",
    },
    "consultation.CONSULTATION_MOVES": {
        "received": "referred escalated answered elsewhere withdrawn",
        "referred": "answered escalated withdrawn",
        "escalated": "referred answered elsewhere withdrawn",
        "reopened": "referred escalated answered elsewhere withdrawn",
        "answered": "reopened",
        "elsewhere": "reopened",
        "withdrawn": "",
    },
    "opinions.OPINION_MOVES": {
        "received": "studying escalated adopted answered withdrawn",
        "studying": "escalated adopted answered withdrawn",
        "escalated": "studying adopted answered withdrawn",
        "adopted": "",
        "answered": "",
        "withdrawn": "",
    },
    "complaints.COMPLAINT_MOVES": {
        "submitted": "accepted escalated merged withdrawn",
        "accepted": "solved assigned escalated elsewhere merged withdrawn",
        "assigned": "answered escalated elsewhere merged withdrawn",
        "escalated": "assigned answered elsewhere merged withdrawn",
        "reopened": "assigned answered escalated elsewhere merged withdrawn",
        "solved": "confirmed reopened closed",
        "answered": "confirmed reopened closed",
        "elsewhere": "confirmed reopened closed",
        "confirmed": "closed",
        "closed": "reopened archived",
        "archived": "",
        "merged": "reopened",
        "withdrawn": "",
    },
    "inspection.MOVES": {"open": "accepted fixed", "accepted": "open fixed", "fixed": ""},
    "policy_calls.MOVES": {
        "sent": "checked incomplete withdrawn",
        "checked": "handed_in incomplete withdrawn",
        "incomplete": "sent checked withdrawn",
        "handed_in": "approved refused incomplete",
        "approved": "",
        "refused": "",
        "withdrawn": "",
    },
    "membership.APPLICATION_MOVES": {
        "submitted": "proposed withdrawn",
        "proposed": "approved refused withdrawn",
        "approved": "",
        "refused": "",
        "withdrawn": "",
    },
    "settlement.APPLICATION_MOVES": {
        "received": "missing review escalated withdrawn",
        "missing": "received review refused withdrawn",
        "review": "missing approved refused escalated withdrawn",
        "escalated": "missing review refused withdrawn",
        "approved": "",
        "refused": "",
        "withdrawn": "",
    },
    "membership.MEMBERSHIP_MOVES": {
        "approved": "signed ended removed",
        "signed": "active ended removed",
        "active": "leaving ended removed",
        "leaving": "active agreed ended removed",
        "agreed": "ended removed",
        "ended": "",
        "removed": "",
    },
    "settlement.AGREEMENT_MOVES": {
        "to_file": "filed dropped",
        "filed": "signed dropped",
        "signed": "settled dropped",
        "settled": "ended",
        "ended": "",
        "dropped": "",
    },
    "catalogues.PROVIDER_MOVES": {
        "applied": "listed removed",
        "listed": "suspended removed",
        "suspended": "listed removed",
        "removed": "applied",
    },
    "enterprises.OFFER_MOVES": {
        "open": "accepted declined withdrawn",
        "accepted": "",
        "declined": "",
        "withdrawn": "",
    },
    "enterprises.REQUEST_MOVES": {
        "submitted": "verified refused withdrawn",
        "verified": "",
        "refused": "",
        "withdrawn": "",
    },
    "moderation.REPORT_MOVES": {
        "received": "handling escalated upheld unfounded",
        "handling": "escalated upheld unfounded",
        "escalated": "handling upheld unfounded",
        "upheld": "",
        "unfounded": "",
    },
    "service_requests.REQUEST_MOVES": {
        "received": "matched working escalated unmet withdrawn",
        "matched": "working returned withdrawn",
        "returned": "matched working escalated unmet withdrawn",
        "escalated": "matched working unmet withdrawn",
        "working": "done returned unmet withdrawn",
        "done": "",
        "unmet": "",
        "withdrawn": "",
    },
    "cooperation.MOVES": {
        "sent": "agreed declined withdrawn",
        "agreed": "declined withdrawn",
        "declined": "agreed withdrawn",
        "withdrawn": "",
    },
    "trade_leads.LEAD_MOVES": {
        "open": "dealt closed expired",
        "dealt": "open",
        "closed": "open dealt",
        "expired": "open dealt closed",
    },
    "trade_leads.INQUIRY_MOVES": {
        "sent": "contacted agreed declined withdrawn",
        "contacted": "agreed declined withdrawn",
        "agreed": "declined withdrawn",
        "declined": "agreed withdrawn",
        "withdrawn": "",
    },
    "trade_leads.MATCH_MOVES": {
        "proposed": "dealt failed",
        "dealt": "dealt failed",
        "failed": "dealt failed",
    },
    "venues.BOOKING_MOVES": {
        "requested": "confirmed refused cancelled",
        "confirmed": "refused cancelled",
        "refused": "",
        "cancelled": "",
    },
}


def _found(kind) -> dict:
    """Return what the rooms of the portal hold of a kind, by room and name."""
    found, seen = {}, set()
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if ".migrations" in module.name or module.name.startswith("portal.settings") or module.name == "portal.wsgi":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, kind) and id(value) not in seen:
                seen.add(id(value))
                found[f"{module.name.split('.')[1]}.{name}"] = value
    return found


TABLES = _found(StateTable)
LIVES = _found(Lifecycle)
STEPS = [
    pytest.param(name, start, end, id=f"{name}-{start}-{end}") for name, moves in EXPECTED.items() for start, end in product(moves, moves)
]


def test_every_table_is_written_down_here():
    assert set(TABLES) == set(EXPECTED)
    assert {name: set(table.moves) for name, table in TABLES.items()} == {name: set(moves) for name, moves in EXPECTED.items()}


@pytest.mark.parametrize(("table", "start", "end"), STEPS)
def test_each_move_is_allowed_or_refused_as_written(table, start, end):
    if end in EXPECTED[table][start].split():
        TABLES[table].check(start, end, "理由")
        with refused("reason"):
            TABLES[table].check(start, end, " ")
    else:
        with refused("transition"):
            TABLES[table].check(start, end, "理由")


def _application():
    return Application.objects.create(job=open_job(), user=UserFactory(), answer_due=timezone.localdate())


def _invitation():
    return Invitation.objects.create(
        enterprise=EnterpriseFactory(), phone="13800138000", role="manager", expires_at=timezone.now() + timedelta(days=1)
    )


def _of(user) -> Membership:
    return Membership.objects.get(user=user)


def _hand_over():
    giver, enterprise = member()
    receiver, _enterprise = member(enterprise)
    return HandOver.objects.create(enterprise=enterprise, giver=_of(giver), receiver=_of(receiver))


RECORDS = {
    "talent.JOBS": open_job,
    "talent.APPLICATIONS": _application,
    "catalogues.PROVIDERS": ProviderFactory,
    "enterprises.INVITATIONS": _invitation,
    "enterprises.HAND_OVERS": _hand_over,
    "enterprises.REQUESTS": RequestFactory,
    "cooperation.SIGN_UPS": signed,
    "inspection.FINDINGS": FindingFactory,
    "membership.MEMBERSHIPS": active,
    "plan.TASKS": TaskFactory,
    "policy_calls.DECLARATIONS": declaration,
    "settlement.AGREEMENTS": to_file,
    "trade_leads.LEADS": open_lead,
    "trade_leads.INQUIRIES": inquiry,
    "trade_leads.MATCHES": matched_leads,
    "venues.BOOKINGS": booking,
}


def test_every_lifecycle_has_a_record_here():
    assert set(LIVES) == set(RECORDS)
    for name, life in LIVES.items():
        assert set(life.moves.moves) == {state for state, _label in life.model._meta.get_field("state").choices}, name


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_moves_as_its_table_says(new_county, name):
    """Each state after each state: moved and kept, or refused and left where it was."""
    life, user = LIVES[name], UserFactory()
    rows = life.model._default_manager.filter(pk=RECORDS[name]().pk)
    for start, end in product(life.moves.moves, repeat=2):
        rows.update(state=start)
        if end in life.moves.following(start):
            assert life.move(rows.get().pk, end, actor=user, reason="理由").state == end
            assert rows.get().state == end
        else:
            with refused("transition"):
                life.move(rows.get().pk, end, actor=user, reason="理由")
            assert rows.get().state == start


def test_a_report_moves_as_its_table_says(new_county):
    row, reviewer = report(), person("reviewer")
    moves = EXPECTED["moderation.REPORT_MOVES"]
    for start, end in product(moves, moves):
        type(row).objects.update(state=start)
        if end in moves[start].split():
            assert move_report(row, end, "已核实。", reviewer).state == end
        else:
            with refused("transition"):
                move_report(row, end, "已核实。", reviewer)
            assert type(row).objects.get().state == start
