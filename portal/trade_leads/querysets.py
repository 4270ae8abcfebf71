"""Words for trade leads: whose they are, who sees them, which fit one another."""

import re
from functools import reduce
from operator import or_

from django.db.models import Case, Q, Value, When

from portal.core import consents
from portal.core.expiry import ExpiringQuerySet
from portal.core.querysets import EditorialQuerySet
from portal.enrolment.responses import ResponseQuerySet
from portal.enterprises.models import Membership

PUBLIC = "trade_lead_public"
# What stands in brackets behind the name of a product says nothing of what it is.
_REMARK = re.compile(r"[（(].*?[）)]")


class TradeLeadQuerySet(ExpiringQuerySet, EditorialQuerySet):  # type: ignore[override]
    """Supply and demand of firms, and of people without one."""

    card_joins = ("town", "enterprise", "poster")

    def owned_by(self, user):
        """Return the leads of the firms that a person acts for, and the person's own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(enterprise__in=Membership.objects.organisations_of(user)) | Q(enterprise=None, poster=user))

    def visible(self):
        """Return reviewed leads that stand today; a person's only while that person consents to be named (PIPL art. 25)."""
        agreed = Q(consents.standing(PUBLIC, "trade_leads.tradelead", person="poster"))
        return super().visible().not_expired().filter(Q(enterprise__live=True) | Q(enterprise=None) & agreed, state="open")

    def fitting(self, lead):
        """Return visible leads of the other side in the same category or with a shared word, those with the word and of the town first."""
        name = _REMARK.sub("", lead.product) or lead.product
        pairs = [name[start : start + 2] for start in range(max(1, len(name) - 1))]
        named = reduce(or_, (Q(product__icontains=pair) for pair in pairs))
        there = Q(town=lead.town_id) if lead.town_id else Q(pk=None)
        rows = self.visible().exclude(kind=lead.kind).filter(named | Q(category=lead.category)).for_cards()
        ranks = [Case(When(fits, then=Value(0)), default=Value(1)) for fits in (named, there)]
        return rows.order_by(*ranks, "valid_until", "pk")


class InquiryQuerySet(ResponseQuerySet):
    """Answers to leads."""

    def received_by(self, user):
        """Return those to leads that are a person's."""
        return self.filter(lead__in=self.model._meta.get_field("lead").related_model._default_manager.owned_by(user))
