"""Of which town and group participants are, who goes first in the waiting list, and the figures made of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts import roles
from portal.accounts.closing import close_account
from portal.accounts.personal_data import parts
from portal.core.models import Consent
from portal.enrolment.services import give_back
from portal.enterprises.models import Membership
from portal.places.models import Town
from portal.training import counts
from portal.training.enrolling import forget_groups
from portal.training.models import Enrolment, Session
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.training import CourseFactory, SessionFactory, attend, enrol, training_keeper

pytestmark = pytest.mark.usefixtures("new_county")
ANSWERS = {"name": "田丰收", "phone": "13900000001", "agree": "on", "town": "421222101", "audience": "farmers"}


def course():
    """Return a course for farmers and two sensitive groups."""
    return CourseFactory(audience=["farmers", "disabled", "helped"])


def is_over(session: Session, days: int = 2) -> None:
    """Let a session have ended so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    Session.objects.filter(pk=session.pk).update(starts_on=day, ends_on=day, apply_until=day)
    session.refresh_from_db()


def settled_member():
    """Return somebody who acts for an enterprise that is settled in the centre."""
    user = UserFactory()
    Membership.objects.create(user=user, organisation=EnterpriseFactory(settled=True), role="recruiter")
    return user


def group_consents(place):
    return Consent.objects.in_force().about(place).filter(text__purpose="training_group")


def test_nobody_must_say_what_is_sensitive():
    session = SessionFactory(course=course())
    path = f"{session.get_absolute_url()}enrol/"
    form = signed_in(UserFactory()).get(path).content.decode()
    assert "我是残疾人，单独同意" in form
    assert "单独同意：提供残疾人或脱贫户身份" in form
    signed_in(UserFactory()).post(path, ANSWERS)
    place = Enrolment.objects.get()
    assert (place.town, place.audience, place.groups) == (Town.objects.get(code="421222101"), "farmers", "")
    assert not group_consents(place).exists()
    other = SessionFactory(course=CourseFactory(audience=["farmers"]))
    assert "残疾人" not in signed_in(UserFactory()).get(f"{other.get_absolute_url()}enrol/").content.decode()


def test_what_is_ticked_is_encrypted_and_seen_by_nobody_but_the_person():
    session, user = SessionFactory(course=course()), UserFactory()
    signed_in(user).post(f"{session.get_absolute_url()}enrol/", {**ANSWERS, "groups": ["disabled"]})
    place = Enrolment.objects.get()
    assert place.sensitive_labels() == ["残疾人"]
    assert group_consents(place).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups FROM training_enrolment")
        assert "disabled" not in cursor.fetchone()[0]
    page = signed_in(training_keeper()).get(reverse("training_participants", args=[session.pk])).content.decode()
    assert "麦市镇" in page
    assert "残疾人" not in page
    mine = next(part for part in parts() if part.code == "training").rows(user)
    assert mine[0]["单独同意提供的人群"] == "残疾人"


@pytest.mark.parametrize("way", ["given back", "consent withdrawn", "kept long enough"])
def test_what_is_sensitive_goes(way, settings):
    session = SessionFactory(course=course())
    place = enrol(session, groups=["disabled", "helped", "women"], audience="farmers")
    assert place.groups == "disabled,helped"
    if way == "given back":
        give_back(place, place.user)
    elif way == "consent withdrawn":
        consent = group_consents(place).get()
        signed_in(place.user).post(reverse("accounts:consent-withdraw", args=[consent.pk]))
    else:
        attend(place)
        is_over(session, settings.TRAINING_KEEP_DAYS)
        forget_groups()
        assert Enrolment.objects.get().groups
        is_over(session, settings.TRAINING_KEEP_DAYS + 1)
        for _twice in range(2):
            forget_groups()
        found = counts.persons(session.starts_on.year)["basic"]
        assert (found["place"], found["farmers"], found["disabled"]) == (1, 1, 1)
    place.refresh_from_db()
    assert place.groups == ""
    assert not group_consents(place).exists()
    assert (place.town is None and place.audience == "") == (way == "given back")


def test_figures_by_level_and_group_outlast_accounts():
    session = SessionFactory(course=course(), quota=5)
    first, second, third = (
        enrol(session, number, audience="farmers", groups=groups) for number, groups in ((1, ["helped"]), (2, []), (3, []))
    )
    attend(first), attend(second)
    SessionFactory(course=CourseFactory(level="advanced"))
    is_over(session)
    assert third.attendances.count() == 0
    close_account(second.user, second.user)
    clerk = UserFactory(is_staff=True)
    clerk.groups.add(Group.objects.get(name=roles.DATA.name))
    answer = signed_in(clerk).get(reverse("training_figures"), {"year": session.starts_on.year, "export": "xlsx"})
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active]
    basic = dict(zip(rows[0], rows[1], strict=True))
    assert {name: basic[name] for name in ("级别", "班次", "人次", "农户", "未填写", "其中：脱贫户", "其中：残疾人")} == {
        "级别": "初级",
        "班次": "1",
        "人次": "2",
        "农户": "1",
        "未填写": "1",
        "其中：脱贫户": "1",
        "其中：残疾人": "0",
    }
    assert rows[-1][:3] == ["合计", "1", "2"]
    assert signed_in(person("editor")).get(reverse("training_figures")).status_code == 302
    assert [counts.public_number(number) for number in (0, 4, 5)] == ["0", "少于 5", "5"]


def test_members_of_settled_enterprises_wait_before_others_and_take_nobodys_place():
    session = SessionFactory(quota=1)
    holder, waits = enrol(session, 1), enrol(session, 2)
    member, second_member = enrol(session, 3, user=settled_member()), enrol(session, 4, user=settled_member())
    late = UserFactory()
    last = enrol(session, 5, user=late)
    # Whoever joins later gains nothing.
    Membership.objects.create(user=late, organisation=EnterpriseFactory(settled=True), role="recruiter")
    holder.refresh_from_db()
    assert holder.state == "enrolled"
    order = [member, second_member, waits, last]
    assert list(session.enrolments.waiting()) == order
    assert list(session.enrolments.standing().in_order()) == [holder, *order]
    positions = dict(session.enrolments.standing().with_position().values_list("pk", "position"))
    assert positions == {holder.pk: None, **{place.pk: number for number, place in enumerate(order, start=1)}}
    give_back(holder, holder.user)
    member.refresh_from_db()
    assert member.state == "offered"
    page = signed_in(training_keeper()).get(reverse("training_participants", args=[session.pk])).content.decode()
    assert page.count("入驻企业优先") == 2
    mine = signed_in(second_member.user).get("/my/training/").content.decode()
    assert "候补优先" in mine


def test_a_member_of_an_enterprise_that_is_not_settled_waits_like_others():
    session, user = SessionFactory(quota=1), UserFactory()
    Membership.objects.create(user=user, organisation=EnterpriseFactory(), role="owner")
    enrol(session, 1), enrol(session, 2)
    assert not enrol(session, 3, user=user).priority
