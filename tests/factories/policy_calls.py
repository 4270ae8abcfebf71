"""Calls to declare, and what firms declare."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.policy_calls.models import Award, Condition, Declaration, Material, PolicyCall
from portal.policy_calls.services import declare
from portal.subscriptions.models import SavedSearch
from portal.uploads.gate import CheckedFile
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin
from tests.factories.talent import member

SAID = {"contact": "王会计", "phone": "13800138009", "note": "审计报告下周补交。"}
CONDITIONS = ("在本县登记注册", "上年网络零售额 50 万元以上")


class PolicyCallFactory(PublishedMixin, DjangoModelFactory):
    """A call that is on the site and open, with two conditions and a material."""

    class Meta:
        model = PolicyCall
        skip_postgeneration_save = True

    live = True
    name = factory.Sequence(lambda n: f"电商扶持资金申报{n}")
    slug = factory.Sequence(lambda n: f"policy-call-{n}")
    level = "county"
    issuer = "县商务局"
    summary = "支持网店上规模。"
    support = "每家最高 3 万元"
    how = "材料一式两份交中心窗口。"
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))

    @factory.post_generation
    def rows(self, create, _extracted, **_kwargs):
        if create:
            Condition.objects.bulk_create(Condition(call_id=self.pk, text=text, sort_order=order) for order, text in enumerate(CONDITIONS))
            Material.objects.create(call_id=self.pk, name="申报表", note="盖公章")
            if self.notice_from:
                Award.objects.create(call_id=self.pk, name="云峰茶业", amount=30000)


def checked_file(name: str = "表.pdf") -> CheckedFile:
    """Return a file as the gate lets it in."""
    return CheckedFile(b"%PDF-1.4 ...", name, "application/pdf")


def declaration(call: PolicyCall | None = None, who: tuple | None = None) -> Declaration:
    """Return what a firm has declared, with one paper.

    Args:
        who: a person and the firm for which they act.
    """
    user, firm = who or member()
    return declare(call or PolicyCallFactory(), user, enterprise=firm, papers=[("申报表", checked_file())], **SAID)


def policy_call_samples(records: dict) -> dict:
    """Return values for the addresses of declarations; what is a firm's belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    call = records["policycall"]
    made = declaration(call)
    search = SavedSearch.objects.create(user=UserFactory(), feed="policy-calls", token="token-of-calls", sent_at=timezone.now())
    return {
        "policy_calls:search-stop.token": search.token,
        **dict.fromkeys((f"policy_calls:{name}.slug" for name in ("check", "declare")), call.slug),
        **dict.fromkeys((f"policy_calls:{name}.pk" for name in ("declaration", "complete", "withdraw")), made.pk),
        "policy_calls:paper.pk": made.papers.get().pk,
        "policy_declaration.pk": made.pk,
        "policy_paper.pk": made.papers.get().pk,
        "policy_call_declarations.pk": call.pk,
    }
