"""Rules of the self-inspection, and what they have found."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts.roles import EDITOR
from portal.inspection.models import Finding, Rule


class RuleFactory(DjangoModelFactory):
    """A rule of the editors' with a limit of two weeks."""

    class Meta:
        model = Rule

    name = factory.Sequence(lambda n: f"规则{n}")
    method = "empty_columns"
    document = "县里的办法"
    limit_days = 14
    owner = factory.LazyFunction(lambda: Group.objects.get(name=EDITOR.name))


class FindingFactory(DjangoModelFactory):
    """Something found today."""

    class Meta:
        model = Finding

    rule = factory.SubFactory(RuleFactory)
    key = factory.Sequence(lambda n: f"test:{n}")
    title = factory.Sequence(lambda n: f"第{n}处")
    found_on = factory.LazyFunction(timezone.localdate)
    since = factory.SelfAttribute("found_on")
    due_on = factory.LazyAttribute(lambda found: found.since + timedelta(days=found.rule.limit_days))
    warn_on = factory.LazyAttribute(lambda found: found.due_on - timedelta(days=found.rule.warn_days))


def inspection_samples() -> dict:
    """Return values for the addresses of the self-inspection."""
    found = FindingFactory()
    return {"inspection_finding.pk": found.pk, "inspection_rules.pk": found.rule.pk}
