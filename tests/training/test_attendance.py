"""Who came to a session: the code at the door, the staff's list, the paper sheet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.access_log import AccessEntry
from portal.core.models import AuditEntry
from portal.enrolment.attendance import check_in, door_code, leave, note_attendance
from portal.training.models import Attendance, Enrolment, Session
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.training import SessionFactory, enrol, training_keeper
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def today(plus: int = 0):
    """Return today, or the day so many days later."""
    return timezone.localdate() + timedelta(days=plus)


@pytest.fixture
def session():
    """A session of three days with three places and two who have one; today is the second day."""
    made = SessionFactory(quota=3)
    enrol(made, 1)
    enrol(made, 2)
    Session.objects.update(starts_on=today(-1), ends_on=today(1), apply_until=today(-2))
    made.refresh_from_db()
    return made


def test_the_square_at_the_door_fills_the_code_in_and_one_press_checks_in(session):
    client = signed_in(session.enrolments.first().user)
    path = f"{session.get_absolute_url()}check-in/?code={door_code(session, today())}"
    page = client.get(path).content.decode()
    assert f'value="{door_code(session, today())}"' in page
    assert not Attendance.objects.exists()
    for _twice in range(2):
        assert client.post(path, {"code": door_code(session, today())})["Location"] == "/my/training/"
    assert list(Attendance.objects.values_list("day", "how", "noted_by")) == [(today(), "code", None)]
    assert f"{today():%Y-%m-%d}" in client.get("/my/training/").content.decode()


def test_each_day_and_session_has_a_code_of_its_own(session):
    codes = {door_code(session, today(number)) for number in range(20)} | {door_code(SessionFactory(), today())}
    assert len(codes) == 21
    assert all(len(code) == 6 and code.isdecimal() for code in codes)


def test_who_has_no_place_the_wrong_day_and_the_wrong_code_are_refused(session):
    user, code = session.enrolments.first().user, door_code(session, today())
    with refused("stranger"):
        check_in(session, UserFactory(), code)
    with refused("code"):
        check_in(session, user, door_code(session, today(-1)))
    Session.objects.update(ends_on=today(-1))
    session.refresh_from_db()
    with refused("day"):
        check_in(session, user, code)
    assert not Attendance.objects.exists()


def test_who_waits_does_not_check_in():
    made = SessionFactory(quota=1)
    enrol(made, 1)
    waits = enrol(made, 2)
    Session.objects.update(starts_on=today())
    made.refresh_from_db()
    with refused("stranger"):
        check_in(made, waits.user, door_code(made, today()))


def test_codes_cannot_be_tried_without_end(session, settings):
    user = session.enrolments.first().user
    most, _seconds = settings.ACCESS_LIMITS["check_in"]
    wrong = "000000" if door_code(session, today()) != "000000" else "000001"
    client, path = signed_in(user), f"{session.get_absolute_url()}check-in/"
    for _try in range(most):
        assert "签到码不对" in client.post(path, {"code": wrong}).content.decode()
    with refused("often"):
        check_in(session, user, door_code(session, today()))


def test_staff_tick_who_is_there_and_a_check_in_meanwhile_stays(session):
    first, second = session.enrolments.order_by("pk")
    staff = training_keeper()
    client, path = signed_in(staff), reverse("training_register", args=[session.pk])
    form = client.get(path).context_data["form"]
    assert [field for field in form.fields if field.startswith("came-")] == [f"came-{first.pk}", f"came-{second.pk}"]
    # While the page is open, the second one checks in at the door.
    check_in(session, second.user, door_code(session, today()))
    client.post(path, {"how": "staff", f"came-{first.pk}": "on"})
    assert {(row.enrolment, row.how, row.noted_by) for row in Attendance.objects.all()} == {(first, "staff", staff), (second, "code", None)}
    assert AuditEntry.objects.filter(action="training.attended", actor=staff).count() == 1


def test_a_tick_taken_away_is_taken_away_and_on_record(session):
    first = session.enrolments.order_by("pk").first()
    staff = training_keeper()
    note_attendance(session, today(), [first.pk], [], "staff", actor=staff)
    client, path = signed_in(staff), reverse("training_register", args=[session.pk])
    client.post(path, {"how": "staff", f"seen-{first.pk}": "True"})
    assert not Attendance.objects.exists()
    assert AuditEntry.objects.get(action="training.attendance_removed").before["how"] == "staff"


def test_a_signed_sheet_of_yesterday_is_typed_in_today(session):
    first = session.enrolments.order_by("pk").first()
    client = signed_in(training_keeper())
    path = f"{reverse('training_register', args=[session.pk])}?day={today(-1):%Y-%m-%d}"
    assert client.post(path, {"how": "sheet", f"came-{first.pk}": "on"})["Location"] == path
    attendance = Attendance.objects.get()
    assert (attendance.day, attendance.how) == (today(-1), "sheet")


def test_a_register_opened_yesterday_and_saved_today_notes_yesterday(session):
    first = session.enrolments.order_by("pk").first()
    client, path = signed_in(training_keeper()), reverse("training_register", args=[session.pk])
    assert f'name="day" value="{today():%Y-%m-%d}"' in client.get(path).content.decode()
    client.post(path, {"how": "staff", "day": f"{today(-1):%Y-%m-%d}", f"came-{first.pk}": "on"})
    assert list(Attendance.objects.values_list("day", flat=True)) == [today(-1)]
    # A day that the session has been moved away from notes nothing, instead of another day.
    client.post(path, {"how": "staff", "day": f"{today(-9):%Y-%m-%d}", f"came-{first.pk}": "on"})
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("screen", ["register", "door_list"])
@pytest.mark.parametrize("day", ["2026-02-31", "0000-00-00", "9" * 5000, "\x00"])
def test_what_is_no_day_is_none(session, screen, day):
    first = session.enrolments.first()
    client, path = signed_in(training_keeper()), reverse(f"training_{screen}", args=[session.pk])
    assert client.get(path, {"day": day}).status_code == 200
    assert client.post(path, {"how": "staff", "day": day, f"came-{first.pk}": "on", "came": first.pk}).status_code == 302
    assert not Attendance.objects.exists()


def test_keys_that_are_nobodys_are_left_alone_however_long(session):
    first = session.enrolments.first()
    path = reverse("training_door_list", args=[session.pk])
    keys = [first.pk, "9" * 5000, "9" * 25, "²", "x"]
    answer = signed_in(training_keeper()).post(path, {"day": f"{today():%Y-%m-%d}", "came": keys}, headers={"accept": "application/json"})
    assert answer.json() == {"noted": 1}


@pytest.mark.parametrize("screen", ["register", "door_list", "participants"])
def test_each_look_at_the_names_is_noted(session, screen):
    staff = training_keeper()
    signed_in(staff).get(reverse(f"training_{screen}", args=[session.pk]))
    assert set(AccessEntry.objects.filter(viewer=staff).values_list("person", flat=True)) == set(
        session.enrolments.values_list("user", flat=True)
    )


@pytest.mark.parametrize("day", [-2, 1, 2])
def test_nobody_came_on_a_day_without_the_session_or_to_come(session, day):
    with refused("day"):
        note_attendance(session, today(day), [session.enrolments.first().pk], [], "staff", actor=training_keeper())


def test_the_last_day_is_one_of_its_days():
    made = SessionFactory.build(starts_on=today(-1), ends_on=today())
    assert made.days_held() == [today(-1), today()]
    assert SessionFactory.build(starts_on=today(1), ends_on=today(2)).days_held() == []


def test_marks_of_another_session_are_left_alone(session):
    other = enrol(SessionFactory(), 1)
    note_attendance(session, today(), [other.pk], [], "staff", actor=training_keeper())
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "nobody"])
def test_others_keep_no_register(session, role):
    user = person(role)
    with refused("stranger"):
        note_attendance(session, today(), [session.enrolments.first().pk], [], "staff", actor=user)
    for name in ("training_register", "training_door_list", "training_sheet", "training_door"):
        answer = signed_in(user).get(reverse(name, args=[session.pk]))
        assert answer.status_code == 302
        assert "王1" not in answer.content.decode()


def test_who_has_been_there_does_not_cancel(session):
    place = session.enrolments.order_by("pk").first()
    check_in(session, place.user, door_code(session, today()))
    assert "取消报名" not in signed_in(place.user).get("/my/training/").content.decode()
    with refused("attended"):
        leave(place, place.user)
    answer = signed_in(place.user).post(reverse("training:cancel", args=[place.pk]))
    assert answer.status_code == 409
    assert "已经签到，不能再取消" in answer.content.decode()
    assert Enrolment.objects.standing().filter(pk=place.pk).exists()


def test_the_door_has_no_paper_on_other_days(session):
    client, path = signed_in(training_keeper()), reverse("training_door", args=[session.pk])
    Session.objects.update(ends_on=today(-1))
    assert client.get(path).status_code == 404


def test_the_list_at_the_door_shows_masked_phones_and_is_looked_up_on_record(session):
    first, second = session.enrolments.order_by("pk")
    staff = training_keeper()
    check_in(session, second.user, door_code(session, today()))
    answer = signed_in(staff).get(reverse("training_door_list", args=[session.pk]))
    page = answer.content.decode()
    assert first.name in page
    assert first.phone not in page
    assert f"{first.phone[:3]}****{first.phone[-4:]}" in page
    assert [is_here for _row, _phone, is_here in answer.context_data["rows"]] == [False, True]
    assert "no-store" in answer["Cache-Control"]
    assert AccessEntry.objects.filter(viewer=staff, person=first.user).exists()


def test_ticks_at_the_door_count_once_however_often_they_are_sent(session):
    first, second = session.enrolments.order_by("pk")
    check_in(session, second.user, door_code(session, today()))
    client, path = signed_in(training_keeper()), reverse("training_door_list", args=[session.pk])
    sent = {"day": f"{today():%Y-%m-%d}", "came": [str(first.pk), str(second.pk), "x"]}
    answers = [client.post(path, sent, headers={"Accept": "application/json"}).json() for _time in range(3)]
    assert answers == [{"noted": 1}, {"noted": 0}, {"noted": 0}]
    assert list(Attendance.objects.order_by("enrolment").values_list("enrolment", "how")) == [(first.pk, "staff"), (second.pk, "code")]


def test_ticks_for_a_day_to_come_are_refused_and_a_plain_form_works_too(session):
    first = session.enrolments.order_by("pk").first()
    client, path = signed_in(training_keeper()), reverse("training_door_list", args=[session.pk])
    early = client.post(path, {"day": f"{today(1):%Y-%m-%d}", "came": first.pk}, headers={"Accept": "application/json"})
    assert (early.status_code, "还没有到" in early.json()["message"]) == (409, True)
    assert client.post(path, {"day": f"{today():%Y-%m-%d}", "came": first.pk}, headers={"Accept": "text/html"})["Location"] == path
    assert Attendance.objects.get().enrolment == first


def test_the_list_opened_the_evening_before_is_that_of_the_first_day():
    made = SessionFactory()
    answer = signed_in(training_keeper()).get(reverse("training_door_list", args=[made.pk]))
    assert answer.context_data["day"] == made.starts_on
