"""What people see and do on their own pages about what they wrote: reasons, appeals, changes, ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Message
from portal.enrolment.services import participants, take
from portal.moderation.decisions import make_decision
from portal.moderation.models import Appeal
from portal.places.models import Town
from portal.talent.models import Job, PracticeOffer, Resume, WantedNotice
from portal.talent.services import jobs, notices
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.talent import job_values, member, open_job, practice_offer, resume_of, shown_notice

pytestmark = pytest.mark.usefixtures("job_county")


@pytest.fixture
def employer():
    """A member of a verified enterprise, with their enterprise and browser."""
    user, enterprise = member()
    return user, enterprise, signed_in(user)


def test_a_poster_reads_the_reason_and_appeals_once_to_somebody_else(employer):
    user, enterprise, client = employer
    job = jobs.post_job(Job(**job_values(enterprise)), user)
    first = person("reviewer")
    make_decision(Job.objects.get(pk=job.pk).current_workflow_task_state, first, "reject", clause="JOB-1", comment="请写明报酬怎么发。")
    assert Message.objects.filter(user=user).first().url == "/my/jobs/"
    page = client.get("/my/jobs/").content.decode()
    assert "请写明报酬怎么发。" in page
    path = f"/my/job/{job.pk}/appeal/"
    assert f'href="{path}"' in page
    assert client.post(path, {"text": ""}).status_code == 200
    assert client.post(path, {"text": "报酬已经写在报酬说明里。"})["Location"] == "/my/jobs/"
    made = Appeal.objects.get()
    assert (made.by, made.text) == (user, "报酬已经写在报酬说明里。")
    assert path not in client.get("/my/jobs/").content.decode()
    again = client.post(path, {"text": "再申诉一次，原文保留"})
    assert again.status_code == 200
    assert "再申诉一次，原文保留" in again.content.decode()
    assert Appeal.objects.count() == 1


def test_strangers_appeal_against_nothing(employer):
    job = jobs.post_job(Job(**job_values(employer[1])), employer[0])
    make_decision(Job.objects.get(pk=job.pk).current_workflow_task_state, person("reviewer"), "reject", clause="JOB-1", comment="请补充。")
    for stranger in (UserFactory(), person("director"), member()[0]):
        assert signed_in(stranger).post(f"/my/job/{job.pk}/appeal/", {"text": "放行"}).status_code == 404
    assert not Appeal.objects.exists()


def test_a_changed_offer_is_reviewed_while_the_old_text_stays(employer):
    _user, enterprise, client = employer
    offer = practice_offer(enterprise)
    offer.save_revision()
    values = {name: getattr(offer, name) for name in ("content", "workplace", "quota", "starts_on", "ends_on", "apply_until")}
    answer = client.post(f"/my/jobs/practice/{offer.pk}/edit/", {**values, "title": "直播助理进阶实训", "audience": ""})
    assert answer["Location"] == "/my/jobs/"
    offer.refresh_from_db()
    assert (offer.title, offer.workflow_in_progress) == ("直播助理实训", True)
    make_decision(offer.current_workflow_task_state, person("reviewer"), "approve")
    assert PracticeOffer.objects.get(pk=offer.pk).title == "直播助理进阶实训"
    assert signed_in(member()[0]).get(f"/my/jobs/practice/{offer.pk}/edit/").status_code == 404


def test_an_ended_offer_takes_nobody_and_keeps_who_has_a_place(employer):
    user, enterprise, client = employer
    offer, trainee = practice_offer(enterprise), UserFactory()
    place = take(offer, trainee, name="王一", phone="13800138001")
    assert signed_in(member()[0]).post(f"/my/jobs/practice/{offer.pk}/close/").status_code == 404
    assert PracticeOffer.objects.get(pk=offer.pk).closed_at is None
    assert client.post(f"/my/jobs/practice/{offer.pk}/close/")["Location"] == "/my/jobs/"
    assert Client().get(offer.get_absolute_url()).status_code == 404
    assert "没有办成" in client.post(f"/my/jobs/practice/{offer.pk}/close/").content.decode()
    assert participants(offer, user) == [place]


def test_an_enterprises_page_shows_its_open_jobs_until_they_end(employer):
    user, enterprise, _client = employer
    job, other = open_job(enterprise, title="茶艺师"), open_job(title="别家的职位")

    def page() -> str:
        return Client().get(enterprise.get_absolute_url()).content.decode()

    assert job.get_absolute_url() in page()
    assert other.get_absolute_url() not in page()
    jobs.end_job(job, user, "filled")
    assert job.get_absolute_url() not in page()


def test_whoever_writes_a_number_is_offered_the_text_without_it():
    user = UserFactory()
    notice = WantedNotice(
        user=user, title="想做打包", job_class="logistics", town=Town.objects.first(), introduction="请打 13812345678 找我。"
    )
    notice.valid_until = timezone.localdate() + timedelta(days=30)
    notices.publish_notice(notice, user)
    page = signed_in(user).get("/my/wanted/").content.decode()
    assert "请打 138****5678 找我。" in page
    assert "遮盖号码后的" in page


MARKUP = "<script>alert(1)</script><b>粗</b>"


def test_markup_in_every_field_is_shown_as_written(employer):
    user, enterprise, client = employer
    texts = ("pay_note", "workplace", "duties", "requirements", "employer_profile")
    job = open_job(enterprise, user, title=MARKUP[:40], **dict.fromkeys(texts, MARKUP))
    offer = practice_offer(enterprise, title=MARKUP[:40], content=MARKUP, audience=MARKUP, workplace=MARKUP, poster=user)
    notice = shown_notice(title=MARKUP[:40], introduction=MARKUP)
    resume_of(user)
    Resume.objects.update(name=MARKUP[:30], about=MARKUP)
    seen = [job.get_absolute_url(), offer.get_absolute_url(), notice.get_absolute_url()]
    own = ["/jobs/", "/talent/wanted/", "/talent/bases/", "/my/jobs/", "/my/resume/", "/my/resume/print/", enterprise.get_absolute_url()]
    for path in (*seen, *own):
        page = client.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.content.decode(), path
        assert "&lt;script&gt;" in page.content.decode(), path
