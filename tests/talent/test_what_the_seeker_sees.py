"""Who looks for work sees where they have applied and who saw what; employers hear of withdrawals and find what they have written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.closing import close_account
from portal.accounts.models import Message
from portal.core import consents
from portal.enrolment.services import take
from portal.enterprises.models import Membership
from portal.enterprises.services.members import end_membership
from portal.talent.models import Application, RelayMessage
from portal.talent.services import applications, notices, resumes
from tests.factories.people import UserFactory, agreed
from tests.factories.talent import member, open_job, practice_offer, seeker, shown_notice
from tests.factories.training import SessionFactory, enrol

pytestmark = pytest.mark.usefixtures("job_county")
WITHDRAWN = "求职者撤回了应聘"


@pytest.fixture
def sent(client):
    """An application: the employer, the applicant, who is signed in, and the application."""
    employer, enterprise = member(last_name="商", first_name="经办")
    user = agreed(seeker())
    client.force_login(user)
    return employer, user, applications.apply(open_job(enterprise, employer), user)


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def told(user) -> list[str]:
    return list(Message.objects.filter(user=user).values_list("subject", flat=True))


def test_the_post_says_that_one_has_applied(client, sent):
    _employer, user, application = sent
    address, apply = application.job.get_absolute_url(), reverse("talent:apply", args=[application.job_id])
    page = text_of(client, address)
    assert "已投递" in page
    assert application.get_owner_url() in page
    assert apply not in page
    assert "您已经投过这个职位" in text_of(client, apply)
    applications.withdraw(application, user)
    assert apply in text_of(client, address)
    client.force_login(seeker(username="other"))
    assert "已投递" not in text_of(client, address)
    client.logout()
    assert apply in text_of(client, address)


def test_own_places_are_said_on_the_pages_of_what_is_offered(client, sent):
    _employer, user, _application = sent
    offer, session = practice_offer(), SessionFactory(quota=1)
    for page in (offer.get_absolute_url(), session.get_absolute_url()):
        assert "已报名" not in text_of(client, page)
    take(offer, user, name="王小芳", phone="13800138000")
    enrol(session, 2)
    enrol(session, user=user)
    assert "已报名" in text_of(client, offer.get_absolute_url())
    assert "候补中" in text_of(client, session.get_absolute_url())


def test_the_applicant_reads_what_was_passed_on_and_who_saw_it(client, sent):
    employer, _user, application = sent
    page = text_of(client, application.get_owner_url())
    assert "还没有人看过" in page
    assert "单位看到的内容" in page
    assert "李晓梅" in page
    applications.read(application.pk, employer)
    page = text_of(client, application.get_owner_url())
    assert "商**" in page
    assert "简历" in page
    assert "商经办" not in page


def test_the_author_reads_to_whom_the_number_was_given_and_who_looked(client, sent):
    employer, user, application = sent
    enterprise, notice = application.job.enterprise, shown_notice(user)
    message = notices.write_to(notice, enterprise, employer, "请联系我们。")
    page = text_of(client, reverse("talent:my-wanted"))
    assert reverse("talent:wanted-reveal", args=[message.pk]) in page
    notices.reveal_phone(message, user)
    assert notices.revealed_phone(message, employer)
    page = text_of(client, reverse("talent:my-wanted"))
    for words in ("已告知手机号码", "138****8000", "商**", "手机号码"):
        assert words in page
    assert reverse("talent:wanted-reveal", args=[message.pk]) not in page
    consent = notices.standing_reveals(user).get()
    client.post(reverse("accounts:consent-withdraw", args=[consent.pk]))
    assert not notices.revealed_phone(message, employer)
    page = text_of(client, reverse("talent:my-wanted"))
    assert reverse("talent:wanted-reveal", args=[message.pk]) in page
    assert "商**" in page, "who has seen it stays"


def test_looks_are_read_at_once(client, sent):
    employer, user, application = sent
    notice = shown_notice(user)

    def statements() -> int:
        client.get(reverse("talent:my-wanted"))  # what all pages share is ready
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("talent:my-wanted"))
        return len(captured)

    def writes(number: int) -> None:
        for _each in range(number):
            message = RelayMessage.objects.create(notice=notice, enterprise=application.job.enterprise, sender=employer, text="请来。")
            consents.give(user, notices.PHONE, subject=message)
            notices.revealed_phone(message, employer)

    writes(1)
    few = statements()
    writes(6)
    assert statements() == few


@pytest.mark.parametrize(
    "deed",
    [
        applications.withdraw,
        lambda application, user: resumes.delete_resume(user),
        lambda application, user: consents.withdraw(user, applications.PURPOSE, subject=application),
        lambda application, user: close_account(user, user),
    ],
    ids=["withdrawn", "résumé deleted", "consent withdrawn", "account closed"],
)
def test_the_employer_hears_of_a_withdrawal_once(sent, deed):
    employer, user, application = sent
    assert not [subject for subject in told(employer) if WITHDRAWN in subject]
    deed(application, user)
    message = Message.objects.get(user=employer, subject__contains=WITHDRAWN)
    assert f"应聘 {application.pk} 号" in message.body
    assert "李晓梅" not in message.subject + message.body
    assert message.url == reverse("talent:received", args=[application.job_id])
    assert not any(row.snapshot for row in Application.objects.all())


def test_when_the_poster_has_left_the_keepers_hear(sent):
    employer, user, application = sent
    enterprise = application.job.enterprise
    owner = Membership.objects.create(user=UserFactory(), organisation=enterprise, role=Membership.Role.OWNER)
    end_membership(enterprise, owner.user, Membership.objects.get(user=employer, organisation=enterprise))
    applications.withdraw(application, user)
    assert not [subject for subject in told(employer) if WITHDRAWN in subject]
    assert [subject for subject in told(owner.user) if WITHDRAWN in subject]


def test_who_writes_finds_what_was_sent(client, sent):
    employer, user, application = sent
    agreed(employer)
    message = notices.write_to(shown_notice(user, title="会做直播"), application.job.enterprise, employer, "请联系我们。")
    client.force_login(employer)
    page = text_of(client, reverse("talent:my-jobs"))
    assert "发出的留言" in page
    assert reverse("talent:relayed", args=[message.pk]) in page
    assert "等待对方答复" in page
    notices.reveal_phone(message, user)
    assert "对方已告知电话" in text_of(client, reverse("talent:my-jobs"))
    stranger, _enterprise = member()
    client.force_login(agreed(stranger))
    assert "发出的留言" not in text_of(client, reverse("talent:my-jobs"))
