"""Applying: consent, snapshot, who reads, the log, answers, withdrawal, deletion."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.core import consents
from portal.core.consents import Consent
from portal.core.models import AccessEntry
from portal.talent.models import Application, EncryptedFile, Job, Resume
from portal.talent.policies import readable_applications
from portal.talent.services import applications, jobs, resumes
from portal.talent.uploads import CheckedFile
from tests.factories.people import person
from tests.factories.talent import member, open_job, seeker
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("job_county")


@pytest.fixture
def sent():
    """An application: the employer, the applicant, the application."""
    employer, enterprise = member()
    user = seeker()
    return employer, user, applications.apply(open_job(enterprise, employer), user)


def test_applying_is_a_consent_about_this_application_alone(sent):
    employer, user, application = sent
    assert consents.has(user, "resume_to_employer", subject=application)
    assert list(readable_applications(employer)) == [application]
    other, _enterprise = member()
    for stranger in (other, person("superuser"), person("director"), user):
        assert not readable_applications(stranger).exists()


def test_name_and_phone_are_not_in_the_database_in_the_clear(sent):
    with connection.cursor() as cursor:
        for table in ("talent_resume", "talent_application"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of this test
            text = str(cursor.fetchall())
            assert "13800138000" not in text
            assert "李晓梅" not in text


def test_reading_marks_and_logs(sent):
    employer, user, application = sent
    read = applications.read(application.pk, employer)
    assert read.state == "viewed"
    assert ("姓名", "李晓梅") in read.facts()
    assert AccessEntry.objects.filter(person=user, viewer=employer, field="resume").count() == 1
    with pytest.raises(Application.DoesNotExist):
        applications.read(application.pk, person("superuser"))


def test_the_copy_stays_as_it_was_sent(sent):
    employer, user, application = sent
    Resume.objects.filter(user=user).update(job_class="finance")
    assert ("想做的工作", "客服") in applications.read(application.pk, employer).facts()


def test_withdrawing_ends_access_at_once_and_one_may_apply_again(sent):
    employer, user, application = sent
    applications.withdraw(application, user)
    assert not readable_applications(employer).exists()
    assert Application.objects.get().snapshot == ""
    again = applications.apply(application.job, user)
    assert list(readable_applications(employer)) == [again]


def test_one_application_for_one_job(sent):
    _employer, user, application = sent
    with refused("twice", match="已经投过"):
        applications.apply(application.job, user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(job=application.job, user=user, answer_due=timezone.localdate())


def test_withdrawing_the_consent_anywhere_deletes_the_copy(sent):
    employer, _user, application = sent
    consent = Consent.objects.get(object_kind="talent.application")
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert not readable_applications(employer).exists()
    assert Application.objects.get(pk=application.pk).snapshot == ""


def test_answers_follow_the_table_and_reach_the_applicant(sent):
    employer, user, application = sent
    applications.answer(application.pk, employer, "interview", "周五上午九点来面试。")
    applications.answer(application.pk, employer, "offer", "欢迎加入。")
    assert user.inbox.count() == 2
    with refused("transition"):
        applications.answer(application.pk, employer, "interview", "再来一次")
    assert Application.objects.get().readable_until > timezone.now()


def test_an_answer_that_asks_for_money_is_stopped(sent):
    employer, _user, application = sent
    with refused("blocked", match="请删去"):
        applications.answer(application.pk, employer, "offer", "入职前先交押金 500 元。")
    assert Application.objects.get().state == "sent"


def test_the_employer_reads_for_a_limited_time_after_the_end(sent, settings):
    employer, _user, application = sent
    jobs.end_job(application.job, employer, "filled")
    assert readable_applications(employer).exists()
    Application.objects.update(readable_until=timezone.now() - timedelta(seconds=1))
    assert not readable_applications(employer).exists()


def test_who_applies_while_the_employer_closes_comes_too_late(sent):
    employer, _user, application = sent
    stale = Job.objects.get(pk=application.job_id)
    jobs.end_job(application.job, employer, "closed")
    with refused("ended", match="结束"):
        applications.apply(stale, seeker(username="later"))


def test_a_deleted_resume_is_gone_everywhere():
    employer, enterprise = member()
    user = seeker()
    file = CheckedFile(b"%PDF-1.4", "我的简历.pdf", "application/pdf")
    resumes.keep_resume(user.resume, file)
    application = applications.apply(open_job(enterprise, employer), user)
    assert Application.objects.get().file.content() == b"%PDF-1.4"
    resumes.delete_resume(user)
    application.refresh_from_db()
    assert (application.snapshot, application.file) == ("", None)
    assert not EncryptedFile.objects.exists()
    assert not Resume.objects.exists()


def test_answer_rates_are_told_from_three_on(sent):
    employer, _user, application = sent
    enterprise = application.job.enterprise
    Application.objects.update(answer_due=timezone.localdate() - timedelta(days=1))
    assert applications.answer_rate(enterprise.pk) is None
    for number in range(2):
        made = applications.apply(application.job, seeker(username=f"more-{number}"))
        applications.answer(made.pk, employer, "declined", "已招满。")
    assert applications.answer_rate(enterprise.pk) == {"total": 3, "answered": 2, "percent": 67}
