"""Jobs, people who look for work, and those who employ them."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Site

from portal.core import consents
from portal.enterprises.models import Membership
from portal.places.models import Town
from portal.subscriptions.models import SavedSearch
from portal.talent.models import (
    Application,
    Job,
    PracticeOffer,
    PracticePlace,
    Recommendation,
    RelayMessage,
    Resume,
    TalentSettings,
    TrainingBase,
    WantedNotice,
)
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin, with_revision


def take_posts(*, licence: str = "演示 0001", takes: bool = True) -> TalentSettings:
    """Let the centre take posts of others, or not."""
    site = Site.objects.get(is_default_site=True)
    values = {"takes_posts": takes, "licence_number": licence, "hr_site_name": "县人社局招聘网", "hr_site_url": "https://hr.example.cn/"}
    return TalentSettings.objects.update_or_create(site=site, defaults=values)[0]


def member(enterprise=None, **values):
    """Return a person who acts for a verified enterprise, and the enterprise."""
    enterprise = enterprise or EnterpriseFactory(verified_at=timezone.now())
    user = UserFactory(**values)
    Membership.objects.create(user=user, organisation=enterprise)
    return user, enterprise


def job_values(enterprise, **values) -> dict:
    """Return what a complete post holds."""
    return {
        "enterprise": enterprise,
        "title": "电商客服",
        "job_class": "service",
        "headcount": 2,
        "employer_profile": "加工和销售本县茶叶。",
        "requirements": "会用电脑打字，普通话流利。",
        "duties": "回复网店顾客的消息，处理售后。",
        "town": Town.objects.first(),
        "workplace": "电商产业园二楼",
        "pay_min": Decimal(3000),
        "pay_max": Decimal(4500),
        "no_fees": True,
        "valid_until": timezone.localdate() + timedelta(days=30),
        **values,
    }


def open_job(enterprise=None, poster=None, **values) -> Job:
    """Return a post that is on the site."""
    values = job_values(enterprise or EnterpriseFactory(), **values)
    return with_revision(Job.objects.create(live=True, state="open", poster=poster, **values))


def seeker(**values):
    """Return a person with a résumé."""
    user = UserFactory(phone="13800138000", **values)
    resume_of(user)
    return user


def resume_of(user) -> Resume:
    """Return a résumé of a person."""
    return Resume.objects.create(user=user, name="李晓梅", phone="13800138000", job_class="service", town=Town.objects.first())


def shown_notice(user=None, **values) -> WantedNotice:
    """Return a job-wanted notice that is on the site with its author's consent."""
    user = user or UserFactory()
    notice = WantedNotice.objects.create(
        **{
            "user": user,
            "title": "想在家门口做客服",
            "job_class": "service",
            "town": Town.objects.first(),
            "introduction": "做过两年网店客服。",
            "valid_until": timezone.localdate() + timedelta(days=30),
            "live": True,
            **values,
        }
    )
    consents.give(user, "wanted_public", subject=notice)
    return with_revision(notice)


def recommendation(user=None, *, publicly: bool = False, consented: bool = True, **values) -> Recommendation:
    """Return a recommended person, reviewed."""
    user = user or UserFactory()
    made = Recommendation.objects.create(
        **{
            "user": user,
            "title": "会直播也会剪辑",
            "job_class": "host",
            "town": Town.objects.first(),
            "introduction": "参加过中心的直播培训。",
            "reason": "培训成绩优秀。",
            "live": True,
            **values,
        }
    )
    if consented:
        consents.give(user, "talent_employers", subject=made)
    if publicly:
        consents.give(user, "talent_public", subject=made)
    return with_revision(made)


class TrainingBaseFactory(PublishedMixin, DjangoModelFactory):
    """A base that is on the site."""

    class Meta:
        model = TrainingBase

    live = True
    name = factory.Sequence(lambda n: f"第{n}号电商实训基地")
    slug = factory.Sequence(lambda n: f"base-{n}")
    town = factory.LazyFunction(Town.objects.first)
    summary = "边学边做。"
    introduction = "有直播间和客服工位。"
    subjects = "直播、客服"


def practice_offer(enterprise=None, **values) -> PracticeOffer:
    """Return practice places that are on the site."""
    today = timezone.localdate()
    made = PracticeOffer.objects.create(
        **{
            "enterprise": enterprise or EnterpriseFactory(),
            "title": "直播助理实训",
            "content": "跟着老师开播、理货。",
            "workplace": "直播基地",
            "quota": 2,
            "starts_on": today + timedelta(days=10),
            "ends_on": today + timedelta(days=20),
            "apply_until": today + timedelta(days=9),
            "live": True,
            **values,
        }
    )
    return with_revision(made)


def talent_samples(records: dict) -> dict:
    """Return keys for the addresses of the talent pages; what belongs to somebody belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    job, notice, offer = records["job"], records["wantednotice"], records["practiceoffer"]
    someone = seeker()
    application = Application.objects.create(job=job, user=someone, answer_due=timezone.localdate())
    message = RelayMessage.objects.create(notice=notice, enterprise=job.enterprise, text="请联系我们。")
    place = PracticePlace.objects.create(offer=offer, user=someone)
    search = SavedSearch.objects.create(user=someone, token="token-of-a-search", sent_at=timezone.now())
    keys = {
        "job": job,
        "apply": job,
        "job-edit": job,
        "job-renew": job,
        "job-end": job,
        "received": job,
        "wanted-detail": notice,
        "wanted-write": notice,
        "wanted-edit": notice,
        "wanted-hide": notice,
        "wanted-reveal": message,
        "relayed": message,
        "practice": offer,
        "practice-apply": offer,
        "practice-people": offer,
        "practice-edit": offer,
        "practice-close": offer,
        "practice-cancel": place,
        "recommended-detail": records["recommendation"],
        "recommendation": records["recommendation"],
        "recommendation-refuse": records["recommendation"],
        "my-application": application,
        "application-withdraw": application,
        "read-application": application,
        "application-file": application,
    }
    named = {f"talent:{name}.pk": thing.pk for name, thing in keys.items()}
    others = {
        "talent:job-end.state": "filled",
        "my:appeal.kind": "job",
        "my:appeal.pk": job.pk,
        "talent:resume-step.step": 1,
        "talent:search-stop.token": search.token,
        "talent:base.slug": records["trainingbase"].slug,
    }
    return {**named, **others}
