"""The book of opinions: written without a name, handled, answered, graded, withdrawn and forgotten (R-SUP-1, R-SUP-2)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases.receipts import receipt
from portal.opinions.models import Opinion
from portal.opinions.services import OPINION, forget_old, handle, note_down, rate, withdraw
from tests.factories.opinions import SAID, adopted, written
from tests.factories.people import person, signed_in
from tests.moderation.steps import BAD
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def page_of(case: Opinion) -> str:
    """Return what whoever knows number and code reads."""
    return Client().get(reverse("opinions:receipt", args=[receipt(OPINION, case)])).content.decode()


def test_written_without_an_account_and_found_by_number_and_code():
    answer = Client().post("/opinions/", {**SAID, "phone": ""}, follow=True)
    case = Opinion.objects.get()
    assert case.number in answer.content.decode()
    assert case.contact == ""
    assert case.due_why
    handle(case, "adopted", "本月起周六开门。", person("director"))
    assert "本月起周六开门。" in page_of(case)
    assert "已采纳" in page_of(case)


def test_what_is_missing_is_said_and_what_was_typed_stays(settings):
    answer = Client().post("/opinions/", {**SAID, "about": "", "phone": "12"}).content.decode()
    assert SAID["content"] in answer
    assert not Opinion.objects.exists()
    Client().post("/opinions/", {**SAID, "homepage": "http://spam"})
    assert not Opinion.objects.exists()
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "opinions": (1, 3600)}
    written()
    with refused("often"):
        written()
    with refused("blocked"):
        written(content=BAD, address="192.0.2.9")


def test_staff_sort_them_and_type_what_stood_in_the_book():
    clerk = person("clerk")
    written()
    answer = signed_in(clerk).post(reverse("opinion_new"), {**SAID, "channel": "book", "about": "staff", "nature": "praise", "phone": ""})
    assert answer.status_code == 302
    noted = Opinion.objects.get(channel="book")
    assert noted.owner == clerk
    path = reverse("opinions")
    page = signed_in(clerk).get(path, {"about": "staff"}).content.decode()
    assert noted.number in page
    assert Opinion.objects.get(channel="web").number not in page
    assert signed_in(person("talent")).get(path).status_code != 200


def test_the_director_hears_of_what_is_escalated_and_the_look_at_a_phone_is_shown_in_full():
    case, director, clerk = written()[0], person("director"), person("clerk")
    data = {"to_state": "escalated", "reason": "已报中心主任研究。", "note": "要买新的冰柜。"}
    assert signed_in(clerk).post(reverse("opinion", args=[case.pk]), data).status_code == 302
    assert Message.objects.filter(user=director, subject__contains=case.number).exists()
    page = signed_in(director).get(reverse("opinion", args=[case.pk])).content.decode()
    assert "要买新的冰柜。" in page
    assert SAID["phone"] not in page
    assert SAID["phone"] in signed_in(director).post(reverse("opinion", args=[case.pk]), {"show_contact": "1"}).content.decode()
    assert "要买新的冰柜。" not in page_of(case)


def test_graded_once_and_only_when_answered():
    with refused("rated"):
        rate(written()[0], None, grade=4)
    case = adopted()
    rate(case, None, grade=5, comment="办得快")
    with refused("rated"):
        rate(case, None, grade=1)
    assert "非常满意" in page_of(case)


def test_withdrawn_goes_at_once_and_a_phone_after_its_time(settings):
    case = withdraw(written()[0], None)
    assert (case.contact, case.content) == ("", "")
    with refused("transition"):
        withdraw(case, None)
    kept, open_ = adopted(), note_down(person("clerk"), channel="phone", **SAID)[0]
    Opinion.objects.update(created_at=timezone.now() - timedelta(days=400))
    Opinion.objects.filter(pk=kept.pk).update(closed_at=timezone.now() - timedelta(days=settings.OPINION_KEPT_DAYS + 1))
    forget_old()
    assert [Opinion.objects.get(pk=row.pk).contact for row in (kept, open_)] == ["", SAID["phone"]]
    assert Opinion.objects.get(pk=kept.pk).content == SAID["content"]
