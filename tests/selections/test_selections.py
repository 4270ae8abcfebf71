"""Selections: phases by the days, nominations and their review, votes and their limits, the jury, the frozen result, who learns what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Message
from portal.accounts.personal_data import export
from portal.core import consents
from portal.core.models import AuditEntry
from portal.my.models import SubmissionKey
from portal.selections.models import Nomination, Selection, Vote
from portal.selections.services import mark, name_juror, nominate, publish_result, remove_juror, strike_out, vote, votes_of
from search.models import SearchEntry
from tests.factories.people import UserFactory, signed_in
from tests.factories.selections import DAYS, NominationFactory, SelectionFactory, counter, days, oneself, voted, voter
from tests.factories.talent import member
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
ANSWERS = {"kind": "product", "name": "黄袍山茶油", "reason": "三年没有一起投诉。", "category": "年度好货"}


def ended(selection: Selection) -> Selection:
    """Let the vote of a selection have ended yesterday."""
    Selection.objects.filter(pk=selection.pk).update(**days("counting"))
    selection.refresh_from_db()
    return selection


@pytest.mark.parametrize("phase", DAYS)
def test_the_phase_follows_from_the_days(phase):
    made = SelectionFactory(phase=phase)
    assert made.phase == phase
    assert made.phase_label in Client().get(made.get_absolute_url()).content.decode()
    assert made.phase_label in Client().get("/selections/").content.decode()


def test_the_first_and_last_days_count():
    today = timezone.localdate()
    made = SelectionFactory(phase="nominating", nominate_from=today, nominate_until=today)
    assert made.phase == "nominating"
    made.vote_from = made.vote_until = today
    made.nominate_from = made.nominate_until = today - timedelta(days=1)
    assert made.phase == "voting"
    made.nominate_until = today
    with pytest.raises(ValidationError) as caught:
        made.clean()
    assert list(caught.value.message_dict) == ["vote_from"]


def test_a_nomination_is_public_after_its_review():
    selection, user = SelectionFactory(phase="nominating", categories="年度好货、年度新人"), UserFactory()
    client, path = signed_in(user), f"{selection.get_absolute_url()}nominate/"
    assert path in Client().get(selection.get_absolute_url()).content.decode()
    assert "自荐参加评选，公开姓名和提名理由" in client.get(path).content.decode()
    refusal = client.post(path, {**ANSWERS, "kind": "person"}).content.decode()
    assert "自荐需要同意公开姓名，请勾选。" in refusal
    assert "三年没有一起投诉。" in refusal
    assert client.post(path, ANSWERS)["Location"] == "/my/selections/"
    made = Nomination.objects.get()
    assert not made.live
    assert made.name not in Client().get(selection.get_absolute_url()).content.decode()
    assert "正在审核" in client.get("/my/selections/").content.decode()
    made.get_latest_revision().publish()
    assert made.name in Client().get(selection.get_absolute_url()).content.decode()
    assert SearchEntry.objects.visible().filter(url=made.get_absolute_url()).exists()
    client.post(
        f"/my/selections/{made.pk}/edit/", {**ANSWERS, "name": "黄袍山金茶油", "seen_revision": Nomination.objects.get().latest_revision_id}
    )
    assert Nomination.objects.get().get_latest_revision_as_object().name == "黄袍山金茶油"
    assert signed_in(UserFactory()).get(f"/my/selections/{made.pk}/edit/").status_code == 404


def test_who_may_nominate_when_and_how_much(settings):
    settings.SELECTION_NOMINATIONS = 1
    user = UserFactory()
    for phase in set(DAYS) - {"nominating"}:
        with refused("ended"):
            nominate(Nomination(selection=SelectionFactory(phase=phase), kind="other", name="甲", reason="好。"), user)
    selection = SelectionFactory(phase="nominating")
    nominate(Nomination(selection=selection, kind="other", name="甲", reason="好。"), user)
    with refused("many"):
        nominate(Nomination(selection=selection, kind="other", name="乙", reason="好。"), user)


def test_a_person_is_shown_only_while_they_agree():
    selection, user = SelectionFactory(), UserFactory()
    made = oneself(selection, user)
    assert made.name in Client().get(selection.get_absolute_url()).content.decode()
    consents.withdraw(user, Nomination.purpose_of_consent, subject=made)
    assert made.name not in Client().get(selection.get_absolute_url()).content.decode()
    assert Client().get(made.get_absolute_url()).status_code == 404
    with refused("ended"):
        voted(made)


def test_one_phone_votes_once_a_day(monkeypatch):
    selection, person = SelectionFactory(), voter()
    first, second = NominationFactory(selection=selection), NominationFactory(selection=selection)
    client = signed_in(person)
    path = f"{first.get_absolute_url()}vote/"
    assert path in Client().get(selection.get_absolute_url()).content.decode()
    assert client.post(path, {})["Location"] == "/my/selections/"
    assert first.name in client.get("/my/selections/").content.decode()
    again = client.post(f"{second.get_absolute_url()}vote/", {}).content.decode()
    assert "今天已经投过票" in again
    # Another network is no further vote; another selection is.
    with refused("twice"):
        vote(second, person, "10.0.0.2")
    vote(NominationFactory(), person, "10.0.0.1")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    vote(second, person, "10.0.0.1")
    assert list(selection.votes.order_by("pk").values_list("nomination", flat=True)) == [first.pk, second.pk]


def test_votes_that_are_refused():
    open_now, person = NominationFactory(), voter()
    with refused("phone"):
        vote(open_now, UserFactory(phone="13711112222"), "10.0.0.1")
    assert "核验手机号码" in signed_in(UserFactory()).get(f"{open_now.get_absolute_url()}vote/").content.decode()
    for phase in set(DAYS) - {"voting"}:
        with refused("ended"):
            vote(NominationFactory(selection=SelectionFactory(phase=phase)), person, "10.0.0.1")
    assert not Vote.objects.exists()


def test_limits_hold_under_scripted_tries(settings):
    """A script with a few phones behind one address: each phone has one vote, the address so many, however often it tries."""
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "selection_votes": (5, 3600)}
    nomination, people = NominationFactory(), [voter() for _person in range(8)]
    outcomes: dict[str, int] = {}
    for number in range(500):
        try:
            vote(nomination, people[number % len(people)], "10.0.0.9")
            outcomes["done"] = outcomes.get("done", 0) + 1
        except ValidationError as error:
            outcomes[error.code] = outcomes.get(error.code, 0) + 1
    assert outcomes["done"] == Vote.objects.count() == 5
    assert set(outcomes) == {"done", "twice", "often"}
    clients = [signed_in(person) for person in people]
    for number in range(24):
        clients[number % len(clients)].post(f"{nomination.get_absolute_url()}vote/", {}, REMOTE_ADDR="10.0.0.9")
    assert Vote.objects.count() == 5
    vote(nomination, people[-1], "10.0.0.10")
    assert Vote.objects.count() == 6


def test_bursts_are_shown_and_struck_out_with_a_reason(settings):
    settings.SELECTION_BURST_VOTES = 3
    nomination, staff = NominationFactory(), counter()
    voted(nomination, 4)
    quiet = NominationFactory(selection=nomination.selection)
    voted(quiet, 2)
    hour = timezone.localtime(Vote.objects.first().cast_at).replace(minute=0, second=0, microsecond=0)
    Vote.objects.update(cast_at=hour + timedelta(minutes=5))
    client, path = signed_in(staff), f"/admin/selections/{nomination.selection_id}/count/"
    page = client.get(path).content.decode()
    assert f"{hour:%Y-%m-%d %H:%M} {nomination.name}：4" in page
    assert f"{hour:%Y-%m-%d %H:%M} {quiet.name}" not in page
    said = {"strike": "yes", "nomination": nomination.pk, "hour": f"{hour:%Y-%m-%d %H:%M}"}
    assert client.post(path, said).status_code == 200, "a reason is missing"
    client.post(path, {**said, "reason": "同一脚本刷票"})
    assert Vote.objects.counted().count() == 2
    entry = AuditEntry.objects.get(action="selections.struck_out")
    assert (entry.reason, entry.after["votes"]) == ("同一脚本刷票", 4)
    with refused("none"):
        strike_out(nomination, hour, "刷票", actor=staff)
    with refused("reason"):
        strike_out(quiet, hour, " ", actor=staff)
    with refused("stranger"):
        strike_out(quiet, hour, "刷票", actor=UserFactory())


def test_the_jury_marks_and_the_result_is_frozen():
    selection, staff, judge = SelectionFactory(public_weight=60), counter(), voter()
    first, second = NominationFactory(selection=selection), NominationFactory(selection=selection)
    voted(first, 4)
    voted(second, 2)
    signed_in(staff).post(f"/admin/selections/{selection.pk}/count/", {"juror": "yes", "phone": judge.phone})
    assert Message.objects.get(user=judge).url == f"/my/selections/{selection.pk}/marks/"
    client = signed_in(judge)
    assert f"评委打分：{selection.name}" in client.get("/my/selections/").content.decode()
    path = f"/my/selections/{selection.pk}/marks/"
    assert client.post(path, {f"points-{first.pk}": "101"}).status_code == 200
    client.post(path, {f"points-{first.pk}": "70", f"points-{second.pk}": "１００"})
    with refused("early"):
        publish_result(selection, actor=staff)
    page = Client().get(selection.get_absolute_url()).content.decode()
    assert "公众 4 票" not in page, "no count before the end"
    signed_in(staff).post(f"/admin/selections/{ended(selection).pk}/count/", {"publish": "yes"})
    rows = list(
        Nomination.objects.filter(selection=selection).ranked().values_list("name", "public_votes", "jury_points", "total", "place")
    )
    assert rows == [
        (first.name, 4, Decimal("70.00"), Decimal("88.00"), 1),
        (second.name, 2, Decimal("100.00"), Decimal("70.00"), 2),
    ]
    page = Client().get(selection.get_absolute_url()).content.decode()
    assert "公众 4 票 · 评委 70.00 分 · 总分 88.00" in page
    assert Message.objects.filter(user=first.user, subject=f"评选结果已公布：{selection}").exists()
    assert not Vote.objects.exclude(voter=None).exists(), "nothing tells the phones any more"
    for deed in (
        lambda: publish_result(selection, actor=staff),
        lambda: name_juror(selection, voter(), actor=staff),
        lambda: strike_out(first, timezone.now(), "刷票", actor=staff),
    ):
        with refused("published"):
            deed()
    with refused("ended"):
        mark(selection, judge, {first.pk: 1})
    # An older text that is approved later, or struck votes, change no count.
    Nomination.objects.get(pk=first.pk).save_revision().publish()
    assert Nomination.objects.get(pk=first.pk).place == 1


def test_each_category_has_its_places_and_equals_share_one():
    selection, staff = SelectionFactory(public_weight=100, categories="好货、好店"), counter()
    made = {
        name: NominationFactory(selection=selection, name=name, category=category)
        for name, category in zip("甲乙丙丁", ("好货",) * 3 + ("好店",), strict=True)
    }
    for name, number in {"甲": 2, "乙": 2, "丁": 1}.items():
        voted(made[name], number)
    publish_result(ended(selection), actor=staff)
    places = dict(Nomination.objects.values_list("name", "place"))
    assert places == {"甲": 1, "乙": 1, "丙": 3, "丁": 1}


def test_nobody_learns_who_voted_for_whom():
    nomination, person, staff = NominationFactory(), voter(), counter()
    vote(nomination, person, "10.0.0.1")
    assert {field.name for field in Vote._meta.fields if field.is_relation} == {"selection", "nomination"}
    assert person.phone not in str(list(Vote.objects.values()))
    page = signed_in(staff).get(f"/admin/selections/{nomination.selection_id}/count/").content.decode()
    assert not any(word in page for word in (person.phone, person.get_full_name(), Vote.objects.get().voter))
    # The person alone can tell their own, until the result is published.
    assert export(person)["selection_votes"] == [
        {"评选": nomination.selection.name, "投给": nomination.name, "日期": f"{timezone.localdate():%Y-%m-%d}"}
    ]
    publish_result(ended(nomination.selection), actor=staff)
    assert export(person)["selection_votes"] == []


def rows() -> dict[tuple, dict]:
    """Return every row of every table by its table and key."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return {
        (model, row["pk"]): row
        for model in models
        for row in model._base_manager.values("pk", *(f.attname for f in model._meta.concrete_fields))
    }


def names(model, row: dict, thing) -> bool:
    """Return whether a row says of which person or record it is: by a key, or in words."""
    keys = [f.attname for f in model._meta.concrete_fields if f.is_relation and issubclass(type(thing), f.related_model)]
    texts = [str(value) for value in row.values()]
    said = [thing.phone, thing.username] if hasattr(thing, "phone") else [thing.get_absolute_url(), thing.name, thing._meta.label_lower]
    return any(row[key] == thing.pk for key in keys) or any(word in text for word in said for text in texts)


def test_no_row_tells_who_voted_for_whom():
    """Once sent, sent again after the answer was lost, and a second time by mistake."""
    nomination, person = NominationFactory(), voter()
    client, path = signed_in(person), f"{nomination.get_absolute_url()}vote/"
    assert client.get(path)["Referrer-Policy"] == "strict-origin", "no log says where the next page was come from"
    before, sent = rows(), {"once_key": "0" * 32, "next": "/somewhere/"}
    for _sending in range(2):
        assert client.post(path, sent)["Location"] == "/my/selections/"
    client.post(path, {"once_key": "1" * 32})
    # The session has ended, or somebody else sits at the browser.
    Client().post(path, sent)
    other = voter()
    assert signed_in(other).post(path, sent)["Location"] == "/my/selections/"
    assert Vote.objects.count() == 2
    new = [(model, row) for (model, key), row in rows().items() if before.get((model, key)) != row]
    assert {model for model, _row in new} >= {Vote, SubmissionKey}
    for voted_by in (person, other):
        assert [row for model, row in new if names(model, row, voted_by) and names(model, row, nomination)] == []
    assert [(row.path, row.sender, row.session_key) for row in SubmissionKey.objects.all()] == [("", None, "")] * 2


def test_a_number_that_nobody_has_verified_tells_no_votes():
    nomination, person = NominationFactory(), voter()
    vote(nomination, person, "10.0.0.1")
    thief = UserFactory(phone=person.phone)
    assert (len(votes_of(person)), votes_of(thief)) == (1, [])
    assert export(thief)["selection_votes"] == []
    assert nomination.name not in signed_in(thief).get("/my/selections/").content.decode()


def test_nobody_adds_a_nomination_in_the_back_office():
    client, path = signed_in(UserFactory(is_staff=True, is_superuser=True)), "/admin/snippets/selections/nomination/"
    for answer in (
        client.get(f"{path}add/"),
        client.post(f"{path}add/", {**ANSWERS, "slug": "new"}),
        client.post(f"{path}preview/", ANSWERS),
    ):
        assert (answer.status_code, answer["Location"]) == (302, "/admin/"), "Wagtail's refusal"
    assert f"{path}add/" not in client.get(path).content.decode()
    assert not Nomination.objects.exists()
    assert client.get(f"{path}edit/{NominationFactory().pk}/").status_code == 200


def test_those_without_a_place_stand_last():
    selection = SelectionFactory()
    late, second, first = (NominationFactory(selection=selection) for _number in range(3))
    for row, place in ((second, 2), (first, 1)):
        Nomination.objects.filter(pk=row.pk).update(place=place)
    assert list(Nomination.objects.ranked()) == [first, second, late]


def test_a_juror_is_removed_with_their_marks():
    selection, staff, judge = SelectionFactory(), counter(), UserFactory()
    made, juror = NominationFactory(selection=selection), name_juror(selection, judge, actor=staff)
    mark(selection, judge, {made.pk: 90})
    client, path = signed_in(staff), f"/admin/selections/{selection.pk}/count/"
    assert f'name="remove" value="{juror.pk}"' in client.get(path).content.decode()
    with refused("stranger"):
        remove_juror(selection, juror.pk, actor=judge)
    for number in ("²", "999999", juror.pk, juror.pk):
        assert client.post(path, {"remove": number}).status_code == 302
    assert not made.marks.exists()
    assert AuditEntry.objects.get(action="selections.juror_removed").before == {"marks": 1}
    assert Message.objects.filter(user=judge, subject=f"您不再担任评委：{selection}").count() == 1
    with refused("stranger"):
        mark(selection, judge, {made.pk: 90})
    publish_result(ended(selection), actor=staff)
    assert Nomination.objects.get().jury_points == 0
    with refused("published"):
        remove_juror(selection, juror.pk, actor=staff)


def test_a_juror_marks_neither_their_own_nomination_nor_their_firm():
    selection, (judge, firm) = SelectionFactory(), member()
    own, of_firm = NominationFactory(selection=selection, user=judge), NominationFactory(selection=selection, enterprise=firm)
    other, nobodys = NominationFactory(selection=selection), NominationFactory(selection=selection, user=None)
    name_juror(selection, judge, actor=counter())
    page = signed_in(judge).get(f"/my/selections/{selection.pk}/marks/").content.decode()
    assert [f"points-{row.pk}" in page for row in (own, of_firm, other, nobodys)] == [False, False, True, True]
    mark(selection, judge, {row.pk: 100 for row in (own, of_firm, other, nobodys)})
    assert [row.marks.exists() for row in (own, of_firm, other, nobodys)] == [False, False, True, True]


def test_who_may_mark():
    selection, judge, staff = SelectionFactory(phase="reviewing"), UserFactory(), counter()
    made = NominationFactory(selection=selection)
    with refused("nobody"):
        name_juror(selection, None, actor=staff)
    name_juror(selection, judge, actor=staff)
    with refused("stranger"):
        mark(selection, UserFactory(), {made.pk: 5})
    with refused("ended"):
        mark(selection, judge, {made.pk: 5})
    Selection.objects.filter(pk=selection.pk).update(**days("voting"))
    other = NominationFactory()
    mark(selection, judge, {made.pk: 5, other.pk: 9})
    mark(selection, judge, {made.pk: 6})
    assert list(made.marks.values_list("points", flat=True)) == [6]
    assert not other.marks.exists()
    mark(selection, judge, {made.pk: None})
    assert not made.marks.exists()
    assert signed_in(UserFactory()).get(f"/my/selections/{selection.pk}/marks/").status_code == 404
