"""One-time codes: used once, five tries, replaced for good, within limits; the same with and without an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts import sms
from portal.accounts.codes import CodeRefusedError, check_code, is_open, send_code
from portal.accounts.limits import clear
from portal.accounts.models import LimitCounter, OneTimeCode, TextMessage
from portal.accounts.pruning import prune
from tests.support.refusals import refused

PHONE, ADDRESS = "13900001111", "10.0.0.1"
SIGN_IN = OneTimeCode.Purpose.SIGN_IN

pytestmark = pytest.mark.django_db


def send(phone=PHONE, address=ADDRESS):
    """Send a code without waiting out the pause."""
    clear("sms_number_pause", phone)
    return send_code(phone, SIGN_IN, address)


def test_a_code_is_good_once(last_code):
    code = send()
    assert not check_code(code, "x")
    assert check_code(code, f" {last_code()} ")
    assert not check_code(code, last_code())


def test_full_width_digits_are_digits(last_code):
    assert check_code(send("＋８６ 139-0000-1111"), last_code().translate(str.maketrans("0123456789", "０１２３４５６７８９")))


def test_five_wrong_tries_burn_a_code(last_code):
    code = send()
    wrong = "000000" if last_code() != "000000" else "000001"
    assert [check_code(code, wrong) for _each in range(5)] == [False] * 5
    code.refresh_from_db()
    assert code.state == OneTimeCode.State.BURNT
    assert not is_open(code)
    assert not check_code(code, last_code())


def test_a_new_code_makes_the_earlier_one_worthless_for_good(last_code):
    first, first_code = send(), last_code()
    second = send()
    assert not check_code(first, first_code)
    assert check_code(second, last_code())
    assert not check_code(first, first_code)


def test_a_code_expires(last_code):
    code = send()
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not check_code(code, last_code())


def test_neither_code_nor_number_stands_in_the_database(last_code):
    send()
    typed = last_code()
    with connection.cursor() as cursor:
        for table in (OneTimeCode, TextMessage):
            cursor.execute(f"SELECT * FROM {table._meta.db_table}")  # noqa: S608 - a name of ours
            row = str(cursor.fetchall())
            assert PHONE not in row
            assert typed not in row.replace(str(timezone.now().microsecond), "")


def test_limits_of_a_number(settings):
    send_code(PHONE, SIGN_IN, ADDRESS)
    with refused("pause", match="1 分钟", error=CodeRefusedError):
        send_code(PHONE, SIGN_IN, ADDRESS)
    for _each in range(4):
        send()
    with refused("limit", match="太多", error=CodeRefusedError):
        send()
    assert TextMessage.objects.count() == settings.ACCESS_LIMITS["sms_number_hour"][0] == 5
    LimitCounter.objects.filter(key__startswith="sms_number_hour").update(ends_at=timezone.now())
    for _each in range(4):
        send()
    with refused("limit", error=CodeRefusedError):
        send()
    assert TextMessage.objects.count() == 9


def test_limit_of_an_address(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "sms_address_hour": (3, 3600)}
    for number in range(3):
        send(f"1390000222{number}")
    with refused("limit", error=CodeRefusedError):
        send("13900002229")
    assert send("13900002228", "10.0.0.2")


def test_spend_cap(settings):
    settings.SMS_BACKEND, settings.SMS_PRICE_FEN, settings.SMS_DAILY_SPEND_FEN = "aliyun", 5, 12
    settings.SMS_ENDPOINTS = {"aliyun": "http://127.0.0.1:1/"}
    for number in range(4):
        with refused("unsent", match="发不出去", error=CodeRefusedError):
            send(f"1390000222{number}")
    assert TextMessage.objects.count() == 2


class TestOtherMessages:
    def test_their_money_is_not_that_of_codes(self, settings):
        settings.SMS_BACKEND, settings.SMS_PRICE_FEN, settings.SMS_NOTICE_DAILY_SPEND_FEN = "aliyun", 5, 12
        settings.SMS_ENDPOINTS = {"aliyun": "http://127.0.0.1:1/"}
        for number in range(4):
            with pytest.raises(sms.SmsError):
                sms.send(f"1390000222{number}", "enterprise_invitation", {"name": "青岭茶油"})
        assert TextMessage.objects.count() == 2
        with refused("unsent", match="发不出去", error=CodeRefusedError):
            send()
        assert TextMessage.objects.count() == 3

    def test_nobody_gets_more_than_three_of_a_purpose_a_day(self):
        for _number in range(3):
            sms.send("13900002220", "enterprise_invitation", {"name": "青岭茶油"})
        with pytest.raises(sms.SmsError, match="receiver"):
            sms.send("13900002220", "enterprise_invitation", {"name": "青岭茶油"})
        assert send("13900002220")

    def test_one_enterprise_sends_twenty_a_day(self, settings):
        settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "sms_notice_sender": (2, 3600)}
        for number in range(2):
            sms.send(f"1390000222{number}", "enterprise_invitation", {"name": "青岭茶油"}, sender="enterprise:1")
        with pytest.raises(sms.SmsError, match="sender"):
            sms.send("13900002229", "enterprise_invitation", {"name": "青岭茶油"}, sender="enterprise:1")
        assert sms.send("13900002229", "enterprise_invitation", {"name": "青岭茶油"}, sender="enterprise:2")


def test_a_failed_message_leaves_no_open_code(settings):
    settings.SMS_BACKEND = "tencent"
    with refused("unsent", error=CodeRefusedError):
        send()
    assert TextMessage.objects.get().state == TextMessage.State.FAILED
    assert not OneTimeCode.objects.filter(state=OneTimeCode.State.LIVE).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_not_more_tries_and_not_two_successes(last_code):
    code = send()
    typed = last_code()

    def attempt(_number):
        try:
            return check_code(code, typed)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_what_is_kept_for_a_time_goes(settings):
    code = send()
    later = timezone.now() - timedelta(days=settings.SMS_KEPT_DAYS + 1)
    prune()
    assert OneTimeCode.objects.filter(pk=code.pk).exists()
    OneTimeCode.objects.update(expires_at=later)
    LimitCounter.objects.update(ends_at=later)
    TextMessage.objects.update(created_at=later)
    prune()
    assert not any(model.objects.exists() for model in (OneTimeCode, LimitCounter, TextMessage))
