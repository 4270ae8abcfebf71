"""Messages to people: the inbox always, e-mail where there is an address, and a mail server that fails loses nothing."""

import pytest
from django.core import mail

from portal.accounts.models import Message
from portal.accounts.notifications import notify
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_message_is_in_the_inbox_and_mailed_after_the_transaction(django_capture_on_commit_callbacks, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://ds.example.gov.cn"
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        message = notify(user, "审核未通过", "请补充来源。", "/my/messages/")
        assert mail.outbox == []
    assert list(user.inbox.unread()) == [message]
    assert [sent.to for sent in mail.outbox] == [[user.email]]
    assert mail.outbox[0].body.endswith("https://ds.example.gov.cn/my/messages/")


def test_without_an_address_only_the_inbox_is_used(django_capture_on_commit_callbacks):
    user = UserFactory(email="")
    with django_capture_on_commit_callbacks() as callbacks:
        notify(user, "标题", "正文")
    assert callbacks == []
    assert Message.objects.count() == 1


def test_a_mail_server_that_is_away_loses_nothing(django_capture_on_commit_callbacks, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        notify(user, "标题", "正文")
    assert user.inbox.count() == 1
    assert "could not be sent" in caplog.text
    assert user.email not in caplog.messages[0]


def test_a_long_subject_is_cut_and_reading_is_noted_once():
    message = notify(UserFactory(email=""), "长" * 200, "正文")
    assert len(message.subject) == 120
    message.mark_read()
    first = message.read_at
    message.mark_read()
    assert message.read_at == first
