"""Joint training: the public call, who signs up, what staff see and answer."""

import contextlib
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Message
from portal.accounts.personal_data import export
from portal.cooperation.models import Call, SignUp
from portal.cooperation.services.sign_ups import MOVES, decide, forget_contacts, sign_up, withdraw
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from portal.core.transitions import TransitionError
from tests.factories.cooperation import SAID, CallFactory, signed
from tests.factories.people import UserFactory, signed_in
from tests.factories.training import training_keeper
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
State = SignUp.State


def test_from_the_call_to_an_answer():
    call, user, keeper = CallFactory(), UserFactory(), training_keeper()
    public = Client().get(call.get_absolute_url()).content.decode()
    assert "县商务局" in public
    client = signed_in(user)
    path = f"{call.get_absolute_url()}join/"
    assert "向中心提供合作联系人和手机号码" in client.get(path).content.decode()
    assert client.post(path, {**SAID, "agree": "on"})["Location"] == "/my/cooperation/"
    told = Message.objects.get(user=keeper)
    assert (told.subject, told.url) == (f"新的合作报名：{call.name}", f"/admin/training/calls/{call.pk}/sign-ups/")
    assert "李老师" not in told.body
    assert "职业学校" not in Client().get(call.get_absolute_url()).content.decode()

    staff = signed_in(keeper)
    listed = staff.get(f"/admin/training/calls/{call.pk}/sign-ups/").content.decode()
    assert "李老师" in listed
    assert AccessEntry.objects.filter(viewer=keeper, person=user).exists()
    made = SignUp.objects.get()
    screen = f"/admin/training/sign-ups/{made.pk}/outcome/"
    staff.post(screen, {"state": "agreed", "outcome": "下周三来签协议。"})
    assert "下周三来签协议" in client.get("/my/cooperation/").content.decode()
    assert Message.objects.filter(user=user, subject__contains="达成合作").exists()
    assert AuditEntry.objects.filter(action="cooperation.signup.agreed").exists()


def test_contacts_are_encrypted_and_gone_when_taken_back():
    made = signed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, phone FROM cooperation_signup")
        stored = "".join(cursor.fetchone())
    assert SAID["contact"] not in stored
    assert SAID["phone"] not in stored
    assert SAID["phone"] in str(export(made.user))
    withdraw(made, made.user)
    made.refresh_from_db()
    assert (made.contact, made.phone, made.state) == ("", "", State.WITHDRAWN)
    assert not consents.has(made.user, SignUp.purpose, subject=made)
    signed(made.call, made.user)


def test_staff_see_only_whose_consent_stands():
    made, keeper = signed(), training_keeper()
    consents.withdraw(made.user, SignUp.purpose, subject=made)
    listed = signed_in(keeper).get(f"/admin/training/calls/{made.call_id}/sign-ups/").content.decode()
    assert SAID["phone"] not in listed


def test_each_move():
    made, keeper = signed(), training_keeper()

    def ends_in(start: str, goal: str) -> str:
        SignUp.objects.filter(pk=made.pk).update(state=start)
        with contextlib.suppress(TransitionError):
            if goal == State.WITHDRAWN:
                withdraw(made, made.user)
            else:
                decide(made, goal, "说明。", actor=keeper)
        return SignUp.objects.get(pk=made.pk).state

    for start, goal in product(State.values, State.values):
        assert ends_in(start, goal) == (goal if goal in MOVES.following(start) else start)


@pytest.mark.parametrize(("values", "code"), [({"apply_until": timedelta(days=-1)}, "ended"), ({"live": False}, "ended")])
def test_nobody_signs_up_for_what_is_over_or_hidden(values, code):
    until = values.pop("apply_until", timedelta(days=3))
    call = CallFactory(apply_until=timezone.localdate() + until, **values)
    with pytest.raises(TransitionError) as caught:
        sign_up(call, UserFactory(), **SAID)
    assert caught.value.code == code


def test_one_person_signs_up_once_and_only_staff_decide():
    made = signed()
    for deed, code in (
        (lambda: signed(made.call, made.user), "twice"),
        (lambda: decide(made, "agreed", "好。", actor=made.user), "stranger"),
    ):
        with pytest.raises(TransitionError) as caught:
            deed()
        assert caught.value.code == code
    with refused("reason"):
        decide(made, "agreed", " ", actor=training_keeper())


@pytest.mark.parametrize(("decided", "kept"), [(None, False), (0, False), (1, True)])
def test_contacts_go_long_after_the_call_and_the_answer(settings, decided, kept):
    made, old = signed(), timezone.now() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS + 1)
    Call.objects.update(apply_until=timezone.localdate(old))
    SignUp.objects.update(decided_at=None if decided is None else old + timedelta(days=decided))
    forget_contacts()
    made.refresh_from_db()
    assert bool(made.contact) is bool(made.phone) is kept
    assert made.organisation
