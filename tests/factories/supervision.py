"""Visits, what has to be put right, and assessments."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.supervision.models import Rectification, Visit
from tests.factories.people import UserFactory


class VisitFactory(DjangoModelFactory):
    """A visit of yesterday to a place that is in no directory."""

    class Meta:
        model = Visit

    visited_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    place = factory.Sequence(lambda n: f"第 {n} 村代办点")
    staff = factory.SubFactory(UserFactory, is_staff=True)
    heard = "村民说取件要走三公里。"


class RectificationFactory(DjangoModelFactory):
    """A fault found yesterday, to be put right in a week."""

    class Meta:
        model = Rectification

    source = "authority"
    problem = factory.Sequence(lambda n: f"服务公示栏第 {n} 处没有更新")
    found_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    owner = factory.SubFactory(UserFactory, is_staff=True)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


def supervision_samples() -> dict:
    """Return what stands for each part of the addresses of supervision."""
    names = ("edit", "delete", "usage", "history", "history_results")
    visit, row = VisitFactory(), RectificationFactory(done_on=timezone.localdate(), measure="已更新。")
    return {
        **dict.fromkeys((f"visits:{name}.pk" for name in names), visit.pk),
        **dict.fromkeys((f"rectifications:{name}.pk" for name in names), row.pk),
        "rectification_confirm.pk": row.pk,
    }
