"""Lists that people subscribe to: what is new that fits is sent, and the token in the message stops it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.core.consents import Consent
from portal.subscriptions import services
from portal.talent.sections import JOBS
from portal.training.sections import COURSES
from tests.factories.people import UserFactory, agreed
from tests.factories.talent import open_job
from tests.factories.training import CourseFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("job_county")


def test_a_digest_holds_new_jobs_that_fit_and_stops_by_its_token(mailoutbox):
    user = UserFactory()
    search = services.keep_search(JOBS, user, "job_class=service&page=2&nonsense=1", "day", "email")
    assert search.query == "job_class=service"
    type(search).objects.update(sent_at=timezone.now() - timedelta(days=2))
    open_job()
    open_job(job_class="finance", title="会计")
    [due] = services.due_searches()
    assert services.send_digest(due)
    assert "电商客服" in mailoutbox[0].body
    assert "会计" not in mailoutbox[0].body
    assert services.due_searches() == []
    client = Client()
    assert client.get(f"/jobs/stop/{search.token}/").status_code == 200
    assert user.saved_searches.exists()
    client.post(f"/jobs/stop/{search.token}/")
    assert not user.saved_searches.exists()


def test_a_search_needs_a_way_to_its_owner_and_people_keep_a_few():
    with refused("email"):
        services.keep_search(JOBS, UserFactory(email=""), "", "day", "email")
    with refused("phone"):
        services.keep_search(JOBS, UserFactory(phone_verified=False), "", "day", "sms")
    user = UserFactory()
    for number in range(services.MAX_SEARCHES):
        services.keep_search(JOBS, user, f"job_class={number}", "day", "email")
    with refused("many"):
        services.keep_search(JOBS, user, "", "day", "email")


def test_nothing_is_sent_once_the_consent_has_ended(mailoutbox):
    search = services.keep_search(JOBS, UserFactory(), "", "day", "email")
    type(search).objects.update(sent_at=timezone.now() - timedelta(days=2))
    Consent.objects.filter(object_kind="subscriptions.savedsearch").update(withdrawn_at=timezone.now())
    open_job()
    services.send_digests()
    assert not mailoutbox


def test_any_list_with_a_digest_is_subscribed_to_with_the_filters_it_shows(mailoutbox, client):
    user = agreed(UserFactory())
    client.force_login(user)
    page = client.get("/training/?level=basic&page=1").content.decode()
    assert 'href="/training/subscribe/?level=basic"' in page
    sent = client.post("/training/subscribe/?level=basic", {"every": "day", "channel": "email", "agree": "on"})
    assert sent["Location"] == "/my/training/"
    search = user.saved_searches.get()
    assert (search.feed, search.query) == ("training", "level=basic")
    assert search.stop_path in client.get("/my/training/").content.decode()
    type(search).objects.update(sent_at=timezone.now() - timedelta(days=2))
    wanted = CourseFactory(first_published_at=timezone.now())
    CourseFactory(level="advanced", first_published_at=timezone.now())
    services.send_digests()
    (mail,) = mailoutbox
    assert wanted.get_absolute_url() in mail.body
    assert mail.body.count("/training/") == 2, "the course and the way to stop"
    Client().post(search.stop_path)
    assert not Consent.objects.in_force().filter(person=user, text__purpose="course_digest").exists()


def test_one_list_kept_twice_is_one_subscription_and_two_lists_are_two():
    user = UserFactory()
    for section in (JOBS, COURSES, JOBS):
        services.keep_search(section, user, "", "week", "email")
    assert sorted(user.saved_searches.values_list("feed", flat=True)) == ["jobs", "training"]
