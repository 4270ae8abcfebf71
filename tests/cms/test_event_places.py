"""Places at events: what the page says of them, who takes them, who came (R-ACT-5, R-SHOW-9)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.events.models import Attendance, Enrolment, EventOffer, EventPage
from cms.events.services import expire_offers, forget_contacts, remind
from portal.accounts.models import Message
from portal.accounts.personal_data import export
from portal.core.models import Consent
from portal.enrolment.attendance import check_in, door_code, note_attendance
from portal.enrolment.services import close, give_back
from tests.factories.events import event, event_keeper, held, offer_of, takes_part
from tests.factories.people import UserFactory, agreed, person, signed_in
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def in_a_month() -> date:
    """Return a day after every event of these tests."""
    return timezone.localdate() + timedelta(days=30)


def page_of(page: EventPage, user=None) -> str:
    """Return what somebody reads on the page of an event."""
    return (signed_in(user) if user else Client()).get(page.get_absolute_url()).content.decode()


def test_only_events_that_take_sign_ups_show_it():
    plain = event("plain", apply_until=None, sign_up="打电话报名。")
    assert not EventOffer.objects.exists()
    assert "打电话报名" in page_of(plain)
    assert "enrol/" not in page_of(plain)
    taking = event()
    assert f"{taking.get_absolute_url()}enrol/" in page_of(taking)


def test_signed_up_on_the_page_with_a_consent_of_its_own():
    page, client = event(), Client()
    user = agreed(UserFactory())
    client.force_login(user)
    path = f"{page.get_absolute_url()}enrol/"
    assert "向活动主办单位提供姓名和手机号码" in client.get(path).content.decode()
    assert client.post(path, {"name": "李一", "phone": "13900139001"}).status_code == 200
    assert not Enrolment.objects.exists()
    assert client.post(path, {"name": "李一", "phone": "13900139001", "agree": "on"})["Location"] == "/my/events/"
    assert Consent.objects.in_force().filter(person=user, text__purpose="event_to_organiser").exists()
    assert page.title in client.get("/my/events/").content.decode()
    assert "已报名" in client.get(page.get_absolute_url()).content.decode()


def test_full_waited_for_offered_and_taken():
    page = event(capacity=1)
    first, second = takes_part(page, 1), takes_part(page, 2)
    assert second.state == "waiting"
    assert "可以报名候补" in page_of(page)
    give_back(first, first.user)
    second.refresh_from_db()
    assert second.state == "offered"
    client = signed_in(second.user)
    client.post(reverse("events:accept", args=[second.pk]))
    second.refresh_from_db()
    assert second.state == "enrolled"


def test_a_place_that_nobody_takes_goes_on():
    page = event(capacity=1)
    first, second, third = (takes_part(page, number) for number in (1, 2, 3))
    give_back(first, first.user)
    Enrolment.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    expire_offers()
    third.refresh_from_db()
    assert third.state == "offered"


def test_a_place_at_what_is_off_the_site_is_offered_to_nobody():
    page = event(capacity=1)
    first, second, third = (takes_part(page, number) for number in (1, 2, 3))
    give_back(first, first.user)
    EventPage.objects.filter(pk=page.pk).update(live=False)
    Enrolment.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    expire_offers()
    third.refresh_from_db()
    assert third.state == "waiting"


def test_an_approved_text_raises_the_number_and_a_draft_does_not():
    page = event(capacity=1)
    takes_part(page, 1)
    waits = takes_part(page, 2)
    page = EventPage.objects.get(pk=page.pk)
    page.capacity = 2
    revision = page.save_revision()
    assert offer_of(page).quota == 1
    revision.publish()
    assert offer_of(page).quota == 2
    waits.refresh_from_db()
    assert waits.state == "offered"


def test_an_older_text_opens_nothing_that_was_closed_and_one_without_sign_up_ends_it():
    page = event()
    older = EventPage.objects.get(pk=page.pk).save_revision()
    close(offer_of(page), event_keeper())
    older.publish()
    with refused("ended"):
        takes_part(page)
    other = EventPage.objects.get(pk=event("other").pk)
    place = takes_part(other)
    other.apply_until = None
    other.save_revision().publish()
    with refused("ended"):
        takes_part(other)
    assert Enrolment.objects.standing().filter(pk=place.pk).exists()


def test_nobody_signs_up_for_what_is_off_the_site_or_has_begun():
    page = event()
    EventPage.objects.filter(pk=page.pk).update(live=False)
    with refused("ended"):
        takes_part(page)
    begun = event("begun")
    EventPage.objects.filter(pk=begun.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    with refused("ended"):
        takes_part(begun)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("capacity", {"capacity": None}),
        ("capacity", {"capacity": 501}),
        ("apply_until", {"apply_until": in_a_month}),
        ("slug", {"slug": "calendar"}),
    ],
)
def test_a_page_that_cannot_be_signed_up_for_is_not_saved(field, values):
    page = EventPage.objects.get(pk=event().pk)
    for name, value in values.items():
        setattr(page, name, value() if callable(value) else value)
    with pytest.raises(ValidationError) as refusal:
        page.clean()
    assert list(refusal.value.message_dict) == [field]


def test_those_who_came_fill_the_number_unless_one_is_typed():
    page = event()
    first, second = takes_part(page, 1), takes_part(page, 2)
    held(page)
    offer = offer_of(page)
    check_in(offer, first.user, door_code(offer, timezone.localdate()))
    note_attendance(offer, timezone.localdate(), [second.pk], [], "sheet", actor=event_keeper())
    assert set(Attendance.objects.values_list("how", flat=True)) == {"code", "sheet"}
    assert page.people_came == 2
    held(page, days_ago=1)
    shown = page_of(page)
    assert "参加人数" in shown
    assert "已结束" in shown
    page.attendance = 40
    assert page.people_came == 40


def test_staff_have_list_register_and_papers_and_others_do_not():
    page = event()
    place = takes_part(page)
    held(page)
    keeper, editor = signed_in(event_keeper()), signed_in(person("editor"))
    for name in ("participants", "register", "door_list"):
        path = reverse(f"events_{name}", args=[page.pk])
        assert place.name in keeper.get(path).content.decode()
        assert editor.get(path).status_code == 302
    above, register = reverse("wagtailadmin_explore", args=[page.get_parent().pk]), reverse("events_register", args=[page.pk])
    assert register in keeper.get(above).content.decode()
    assert register not in editor.get(above).content.decode()


def test_the_lists_of_an_event_off_the_site_or_without_more_sign_ups_are_still_led_to():
    page = event()
    takes_part(page)
    EventPage.objects.filter(pk=page.pk).update(live=False, apply_until=None)
    keeper, register = signed_in(event_keeper()), reverse("events_register", args=[page.pk])
    for name, key in (("wagtailadmin_explore", page.get_parent().pk), ("wagtailadmin_pages:edit", page.pk)):
        assert register in keeper.get(reverse(name, args=[key])).content.decode()


def test_everybody_with_a_place_is_reminded_once(settings):
    page = event(days=settings.ENROLMENT_REMINDER_DAYS)
    place = takes_part(page)
    far = takes_part(event("far"))
    for _twice in range(2):
        remind()
    assert Message.objects.filter(user=place.user, subject__contains="开始").count() == 1
    assert not Message.objects.filter(user=far.user, subject__contains="开始").exists()


def subjects(place) -> list[str]:
    """Return what the person of a place was told of changes, the first first."""
    told = Message.objects.filter(user=place.user).order_by("pk").values_list("subject", flat=True)
    return [subject.partition("：")[0] for subject in told if subject.startswith(("安排", "已从"))]


def test_whoever_has_or_awaits_a_place_hears_once_of_each_change(settings):
    page = event(capacity=1, days=settings.ENROLMENT_REMINDER_DAYS)
    place, waits = takes_part(page, 1), takes_part(page, 2)
    gone = takes_part(event("other"))
    give_back(gone, gone.user)
    remind()
    page = EventPage.objects.get(pk=page.pk)
    page.place, page.starts_at, page.ends_at = "二楼", page.starts_at + timedelta(days=1), page.ends_at + timedelta(days=1)
    draft = page.save_revision()
    assert subjects(place) == []
    draft.publish()
    EventPage.objects.get(pk=page.pk).save_revision().publish()
    assert subjects(place) == subjects(waits) == ["安排有变化"]
    place.refresh_from_db()
    assert place.reminded_at is None
    assert "二楼" in Message.objects.filter(user=place.user, subject__startswith="安排").get().body
    for step in ("unpublish", "publish"):
        current = EventPage.objects.get(pk=page.pk)
        current.unpublish() if step == "unpublish" else current.save_revision().publish()
    assert subjects(place) == ["安排有变化", "已从网站撤下", "安排有变化"]
    assert subjects(gone) == []


def test_nobody_hears_of_what_is_corrected_after_the_event():
    page = event()
    place = takes_part(page)
    held(page, days_ago=1)
    page.place, page.apply_until = "二楼", None
    page.save_revision().publish()
    EventPage.objects.get(pk=page.pk).unpublish()
    assert subjects(place) == []


def test_an_event_that_people_signed_up_for_is_not_deleted():
    page = event()
    takes_part(page)
    superuser = signed_in(person("superuser"))
    for above in (page, page.get_parent()):
        answer = superuser.post(reverse("wagtailadmin_pages:delete", args=[above.pk]), follow=True)
        assert "有人报过名的活动不能删除" in answer.content.decode()
        assert EventPage.objects.filter(pk=page.pk).exists()


def test_places_are_among_the_persons_data():
    place = takes_part(event())
    rows = export(place.user)["events"]
    assert (rows[0]["活动"], rows[0]["姓名"]) == ("活动salon", "李1")


def test_long_after_an_event_nobody_reads_names_and_phones(settings):
    page, later = event(), event("later")
    place, kept = takes_part(page), takes_part(later)
    held(page, days_ago=settings.ENROLMENT_CONTACT_DAYS + 1)
    held(later, days_ago=settings.ENROLMENT_CONTACT_DAYS)
    forget_contacts()
    place.refresh_from_db()
    kept.refresh_from_db()
    assert (place.name, place.phone, kept.name, kept.phone) == ("", "", "李1", "13900139001")
