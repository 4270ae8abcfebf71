"""Supply and demand, answers to it, and matches."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from portal.core import consents
from portal.places.models import Town
from portal.trade_leads.matching import propose
from portal.trade_leads.models import Inquiry, Match, TradeLead
from portal.trade_leads.querysets import PUBLIC
from portal.trade_leads.services import inquire
from tests.factories.people import UserFactory, person
from tests.factories.publishing import with_revision

SAID = {"contact": "买家王", "phone": "13800138009", "text": "要两百斤，下周来拉。"}


def lead_values(**values) -> dict:
    """Return what a supply holds."""
    return {
        "kind": "offer",
        "category": "tea",
        "product": "云雾绿茶",
        "quantity": Decimal(500),
        "unit": "斤",
        "price": Decimal(60),
        "town": Town.objects.first(),
        "valid_until": timezone.localdate() + timedelta(days=30),
        **values,
    }


def open_lead(poster=None, **values) -> TradeLead:
    """Return a supply, or a demand, that is on the site with its poster's consent."""
    poster = poster or UserFactory()
    lead = TradeLead.objects.create(live=True, poster=poster, **lead_values(**values))
    consents.give(poster, PUBLIC, subject=lead)
    return with_revision(lead)


def inquiry(lead: TradeLead | None = None, user=None) -> Inquiry:
    """Return an answer to a lead."""
    return inquire(lead or open_lead(), user or UserFactory(), **SAID)


def matched(staff=None) -> Match:
    """Return a supply and a demand that staff have brought together."""
    return propose(open_lead(), open_lead(kind="demand"), staff or person("director"))


def trade_lead_samples(records: dict) -> dict:
    """Return values for the addresses of supply and demand; what is somebody's belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    lead, made, match = records["tradelead"], inquiry(), matched()
    return {
        **dict.fromkeys((f"trade_leads:{name}.pk" for name in ("lead", "inquire", "edit", "inquiries", "end")), lead.pk),
        "trade_leads:post.kind": "offer",
        "trade_leads:end.state": "closed",
        "trade_leads:mark.pk": made.pk,
        "trade_leads:mark.state": "contacted",
        "trade_leads:inquiry-withdraw.pk": made.pk,
        "trade_matching.pk": lead.pk,
        "trade_match_outcome.pk": match.pk,
    }
