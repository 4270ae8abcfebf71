"""Forms of people who take part: what somebody else has saved meanwhile is shown, and decided about."""

import pytest

from portal.core.transitions import TransitionError
from portal.moderation.submission import submit
from portal.my.views.appeals import owned_models
from portal.talent.models import Job
from portal.talent.services import jobs
from tests.factories.people import signed_in
from tests.factories.talent import job_values, member, recommendation
from tests.support.forms import filled

pytestmark = pytest.mark.usefixtures("job_county")


@pytest.fixture
def post():
    """A post of an enterprise with two members, each with a browser."""
    first, enterprise = member()
    second, _enterprise = member(enterprise)
    job = jobs.post_job(Job(**job_values(enterprise)), first)
    return job, signed_in(first), signed_in(second)


def newest(job) -> Job:
    return Job.objects.get(pk=job.pk).get_latest_revision_as_object()


def test_who_saves_over_somebodys_newer_text_is_shown_both_and_decides(post):
    job, mine, theirs = post
    path = f"/my/jobs/{job.pk}/edit/"
    typed = filled(mine.get(path), "title", title="我写的客服", pay_unit="day", no_fees="on")
    assert theirs.post(path, filled(theirs.get(path), "title", title="同事写的客服", workplace="一楼", no_fees="on")).status_code == 302
    answer = mine.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert newest(job).title == "同事写的客服"
    assert 'value="我写的客服"' in page
    for words in ("刚被其他人修改过", "同事写的客服", "一楼", "月", "不要我填写的"):
        assert words in page, words
    # Only what differs is shown twice.
    assert page.count("对方保存的：") == 3
    assert mine.post(path, filled(answer, "title", no_fees="on")).status_code == 302
    assert (newest(job).title, newest(job).pay_unit) == ("我写的客服", "day")


def test_a_service_never_overwrites_a_revision_that_was_not_seen(post):
    job, _mine, _theirs = post
    draft, seen = newest(job), job.latest_revision_id
    newest(job).save_revision()
    with pytest.raises(TransitionError) as refused:
        submit(draft, job.poster, seen_revision=seen)
    assert refused.value.code == "changed"
    with pytest.raises(TransitionError) as refused:
        submit(draft, job.poster, seen_revision=None)
    assert refused.value.code == "changed"


def test_staffs_lock_is_stronger(post):
    job, mine, _theirs = post
    Job.objects.filter(pk=job.pk).update(locked=True)
    path = f"/my/jobs/{job.pk}/edit/"
    assert "锁定" in mine.post(path, filled(mine.get(path), "title", no_fees="on")).content.decode()


def test_whatever_people_own_and_the_moderation_judges_can_be_appealed():
    assert set(owned_models()) == {
        *("job", "practiceoffer", "wantednotice", "enterprise", "recommendation", "station", "provider"),
        *("course", "session", "nomination", "tradelead"),
    }


def test_who_may_not_appeal_sees_no_form():
    about = recommendation()
    assert signed_in(about.user).get(f"/my/recommendation/{about.pk}/appeal/").status_code == 403
    author, enterprise = member()
    job = jobs.post_job(Job(**job_values(enterprise)), author)
    assert signed_in(author).get(f"/my/job/{job.pk}/appeal/").status_code == 403


def test_unknown_kinds_have_no_appeal(post):
    _job, mine, _theirs = post
    for kind in ("recommendation", "newspage", "nothing"):
        assert mine.get(f"/my/{kind}/1/appeal/").status_code == 404
