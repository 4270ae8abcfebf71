"""A post from draft to end: who may post, what it must say, the review, the dates, the ledger."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from portal.accounts.models import Message
from portal.core.models import AuditEntry
from portal.moderation.decisions import make_decision
from portal.moderation.takedowns import take_down
from portal.talent.models import Job, JobLedgerEntry
from portal.talent.services import jobs
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, person
from tests.factories.talent import job_values, member, open_job, take_posts
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("job_county")


def posted(**values) -> tuple[Job, object]:
    """Return a post that a member has handed in, and the member."""
    user, enterprise = member()
    return jobs.post_job(Job(**job_values(enterprise, **values)), user), user


def approve(job: Job, reviewer=None) -> Job:
    """Approve the newest text of a post, clause by clause."""
    job = Job.objects.get(pk=job.pk)
    make_decision(job.current_workflow_task_state, reviewer or person("reviewer"), "approve")
    return Job.objects.get(pk=job.pk)


def test_a_post_is_reviewed_before_anybody_sees_it():
    job, _user = posted()
    assert job.state == "review"
    assert not Job.objects.visible().exists()
    job = approve(job)
    assert (job.state, job.live) == ("open", True)
    assert list(Job.objects.visible()) == [job]
    assert list(JobLedgerEntry.objects.order_by("pk").values_list("event", flat=True)) == ["review", "open"]


def test_an_edit_is_reviewed_while_the_old_text_stays_public():
    job, user = posted()
    job = approve(job)
    draft = job.get_latest_revision_as_object()
    draft.title = "高级客服"
    jobs.post_job(draft, user, seen_revision=draft.latest_revision_id)
    assert Job.objects.visible().get().title == "电商客服"
    assert approve(job).title == "高级客服"
    assert JobLedgerEntry.objects.first().event == "edited"


@pytest.mark.parametrize("words", ["限女性，未婚优先", "入职需交押金 500 元", "先办培训贷再上岗", "在家刷单日赚 300"])
def test_discrimination_fees_and_swindles_come_back_with_what_to_do(words):
    job, _user = posted(requirements=words)
    decision = job.current_workflow_state
    assert decision.status == "needs_changes"
    told = re.findall("请删去“(.+?)”", decision.current_task_state.comment)
    assert told
    assert all(passage in words for passage in told)
    assert Job.objects.get(pk=job.pk).state == "draft"


def test_an_age_limit_only_warns():
    job, _user = posted(requirements="年龄 35 岁以下，会用电脑。")
    assert job.current_workflow_state.status == "in_progress"


def test_only_members_of_the_enterprise_post_and_only_for_it():
    _user, enterprise = member()
    other, _other_enterprise = member()
    for user in (other, UserFactory(), person("superuser")):
        with refused("unverified"):
            jobs.post_job(Job(**job_values(enterprise)), user)


def test_a_centre_without_licence_takes_no_posts_and_shows_none():
    job = open_job()
    assert Job.objects.visible().contains(job)
    take_posts(takes=False)
    assert not Job.objects.visible().exists()
    user, enterprise = member()
    with refused("closed"):
        jobs.post_job(Job(**job_values(enterprise)), user)


@pytest.mark.parametrize(("low", "high"), [(5000, 3000), (0, 3000), (-1, -1)])
def test_the_database_refuses_pay_that_is_no_range(low, high):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**job_values(EnterpriseFactory(), pay_min=Decimal(low), pay_max=Decimal(high)))


def test_pay_of_all_units_compares_by_the_month():
    assert [open_job(pay_min=20, pay_max=20, pay_unit=unit).monthly_pay for unit in ("month", "day", "hour")] == [20, 435, 3480]


def test_a_post_past_its_day_is_not_shown_whatever_the_scheduler_did():
    job = open_job(valid_until=timezone.localdate() - timedelta(days=1))
    assert job.state == "open"
    assert not Job.objects.visible().exists()
    jobs.expire_jobs()
    assert Job.objects.get().state == "expired"


def test_the_poster_hears_seven_days_before_once_and_may_renew_after():
    user, enterprise = member()
    job = open_job(enterprise, user, valid_until=timezone.localdate() + timedelta(days=7))
    jobs.remind_of_jobs()
    jobs.remind_of_jobs()
    assert Message.objects.filter(user=user).count() == 1
    Job.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    jobs.expire_jobs()
    assert jobs.renew(job, user, 30).state == "open"
    assert Job.objects.visible().exists()


def test_renewing_needs_an_unchanged_text_and_a_member():
    user, enterprise = member()
    job = open_job(enterprise, user)
    with refused("unverified"):
        jobs.renew(job, UserFactory(), 30)
    with refused("days"):
        jobs.renew(job, user, 1000)
    Job.objects.update(has_unpublished_changes=True)
    with refused("changed"):
        jobs.renew(job, user, 30)


def test_an_enterprise_whose_verification_has_lapsed_neither_posts_nor_renews():
    user, enterprise = member()
    job = open_job(enterprise, user)
    type(enterprise).objects.update(verified_at=timezone.now() - timedelta(days=181))
    for deed in (lambda: jobs.renew(job, user, 30), lambda: jobs.post_job(Job(**job_values(enterprise)), user)):
        with refused("unverified"):
            deed()


def test_a_take_down_removes_it_for_good():
    user, enterprise = member()
    job = open_job(enterprise, user)
    take_down(job, person("director"), "JOB-1", "虚假招聘")
    job = Job.objects.get()
    assert (job.state, job.live) == ("removed", False)
    with refused("removed"):
        jobs.post_job(job, user)


@pytest.mark.parametrize("state", ["filled", "closed"])
def test_the_enterprise_ends_its_own_post(state):
    user, enterprise = member()
    job = open_job(enterprise, user)
    with refused("member"):
        jobs.end_job(job, member()[0], state)
    assert jobs.end_job(job, user, state).state == state
    assert not Job.objects.visible().exists()
    assert AuditEntry.objects.filter(action=f"talent.job.{state}", actor=user).exists()


def test_nobody_changes_or_deletes_the_ledger():
    jobs.write_ledger(open_job(), "open")
    with connection.cursor() as cursor:
        for statement in ("UPDATE talent_jobledgerentry SET event = 'x'", "DELETE FROM talent_jobledgerentry"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)
    assert JobLedgerEntry.objects.count() == 1


def test_a_post_ends_and_its_poster_is_told_or_neither(monkeypatch):
    open_job(poster=UserFactory(), valid_until=timezone.localdate() - timedelta(days=1))
    with monkeypatch.context() as killed:
        killed.setattr(jobs, "notice", lambda *_told: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            jobs.expire_jobs()
    assert Job.objects.get().state == "open"
    jobs.expire_jobs()
    assert Job.objects.get().state == "expired"
    assert Message.objects.count() == 1


def test_the_ledger_keeps_every_word_of_a_post():
    text = jobs.write_ledger(open_job(), "open").text
    assert text["duties"] == "回复网店顾客的消息，处理售后。"
    assert {"title", "pay_min", "pay_max", "valid_until", "no_fees", "town"} <= set(text)
