"""Calls for joint training and those who sign up, and what a training body keeps."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.cooperation.models import Agreement, Call, Partner, SignUp
from portal.cooperation.services.sign_ups import sign_up
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin

SAID = {"side": "school", "organisation": "职业学校", "contact": "李老师", "phone": "13800138008", "offer": "出两名教师。"}


class CallFactory(PublishedMixin, DjangoModelFactory):
    """A call that is on the site, with one partner."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    live = True
    name = factory.Sequence(lambda n: f"实训班共建{n}")
    slug = factory.Sequence(lambda n: f"call-{n}")
    summary = "学校出教师，企业出岗位。"
    introduction = "一起办实训班。"
    sides = "职业院校"
    apply_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))

    @factory.post_generation
    def partner(self, create, _extracted, **_kwargs):
        if create:
            Partner.objects.create(call_id=self.pk, side="government", name="县商务局", part="统筹")


def signed(call: Call | None = None, user=None) -> SignUp:
    """Return the sign-up of an organisation."""
    return sign_up(call or CallFactory(), user or UserFactory(), **SAID)


def agreement() -> Agreement:
    """Return an agreement with a training body that stands."""
    today = timezone.localdate()
    return Agreement.objects.create(body=EnterpriseFactory(), number="PX-2026-01", starts_on=today, ends_on=today + timedelta(days=300))


def cooperation_samples(records: dict) -> dict:
    """Return values for the addresses of co-operation; what is a body's belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    course, session, made = records["course"], records["session"], signed(records["call"])
    sessions = dict.fromkeys(
        (f"cooperation:session-{name}.pk" for name in ("edit", "people", "register", "sheet", "door", "close")), session.pk
    )
    return {
        "cooperation:sign-up.slug": made.call.slug,
        "cooperation:sign-up-withdraw.pk": made.pk,
        "cooperation:course-edit.pk": course.pk,
        "cooperation:session-upload.course": course.pk,
        "training_sign_ups.pk": made.call_id,
        "training_outcome.pk": made.pk,
        **sessions,
    }
