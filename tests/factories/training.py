"""Courses, sessions and those who take part."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts import roles
from portal.places.models import Town
from portal.subscriptions.models import SavedSearch
from portal.training import enrolling
from portal.training.models import Attendance, Certificate, Course, Enrolment, Feedback, FollowUp, PlanLine, Sample, Session, TrainingPlan
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin


def _in_days(days: int) -> factory.LazyFunction:
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


class CourseFactory(PublishedMixin, DjangoModelFactory):
    """A course that is on the site."""

    class Meta:
        model = Course

    live = True
    name = factory.Sequence(lambda n: f"手机开店第{n}课")
    slug = factory.Sequence(lambda n: f"course-{n}")
    level = "basic"
    subject = "ecommerce"
    audience = ["farmers"]
    summary = "一部手机就能开店。"
    introduction = "从注册讲起。"


class SessionFactory(PublishedMixin, DjangoModelFactory):
    """A session that is on the site and takes two people."""

    class Meta:
        model = Session

    live = True
    course = factory.SubFactory(CourseFactory)
    name = factory.Sequence(lambda n: f"手机开店第{n}期")
    slug = factory.Sequence(lambda n: f"session-{n}")
    town = factory.LazyFunction(Town.objects.first)
    place = "中心三楼教室"
    hours = "每天 9:00–16:00"
    quota = 2
    starts_on = _in_days(10)
    ends_on = _in_days(12)
    apply_until = _in_days(9)


class TrainingPlanFactory(PublishedMixin, DjangoModelFactory):
    """A plan that is on the site, with one line."""

    class Meta:
        model = TrainingPlan

    live = True
    year = factory.Sequence(lambda n: 2000 + n % 7000)
    slug = factory.LazyAttribute(lambda plan: f"plan-{plan.year}")
    introduction = "按各乡镇的需求安排。"
    lines = factory.LazyFunction(lambda: [PlanLine(quarter=1, level="basic", sessions=2, persons=60)])


def enrol(session: Session, number: int = 1, user=None, **said) -> Enrolment:
    """Return the place, or place in the waiting list, that a person takes; the number tells people apart, ``said`` is of which group."""
    return enrolling.enrol(session, user or UserFactory(), name=f"王{number}", phone=f"1380013800{number}", **said)


def attend(place: Enrolment) -> Enrolment:
    """Let the person have been there on the first day, and return the place."""
    Attendance.objects.create(enrolment=place, day=place.offer.starts_on, how=Attendance.How.STAFF)
    return place


def training_keeper():
    """Return a member of staff with the role that keeps training."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=roles.TRAINING.name))
    return user


def phone_sample(place: Enrolment) -> Sample:
    """Return a phone sample with one call, to the person of the place."""
    day = place.offer.ends_on
    sample = Sample.objects.create(first_day=day, last_day=day, size=1, seed="0" * 32, population=[place.pk], population_size=1)
    sample.calls.create(order=1, enrolment=place)
    return sample


def training_samples(records: dict) -> dict:
    """Return values for the addresses of training; the place belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    course, session = records["course"], records["session"]
    certificate = Certificate.objects.create(enrolment=enrol(session), number="PX2026-23456789")
    place = certificate.enrolment
    search = SavedSearch.objects.create(user=UserFactory(), feed="training", token="token-of-courses", sent_at=timezone.now())
    return {
        "training:search-stop.token": search.token,
        "training:course.slug": course.slug,
        "training:session.slug": session.slug,
        "training:enrol.slug": session.slug,
        "training:act-for.slug": session.slug,
        "training:cancel.pk": certificate.enrolment_id,
        "training:accept.pk": certificate.enrolment_id,
        "training:certificate.number": certificate.number,
        "training:check-in.slug": session.slug,
        "training:my-certificate.pk": certificate.enrolment_id,
        **{f"training_{name}.pk": session.pk for name in ("participants", "register", "door_list", "sheet", "door", "revoke")},
        "training:feedback.pk": Feedback.objects.create(session=session, enrolment=place).pk,
        "training:follow-up.pk": FollowUp.objects.create(session=session, enrolment=place, after_days=30).pk,
        **{f"{name}.pk": phone_sample(place).pk for name in ("training_sample", "training_sample_sheet", "training_call")},
        "training_call.order": 1,
        "training_revoke.number": certificate.number,
    }
