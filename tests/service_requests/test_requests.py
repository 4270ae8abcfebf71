"""A service request from the form to its grade: what moves it, who reads whose phone, who is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.accounts.closing import close_account
from portal.accounts.models import Message
from portal.cases.handlers import tell_of_late
from portal.catalogues.services import change_provider_state, end_keeper
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from portal.places.models import Town
from portal.records.models import ServiceRecord
from portal.service_requests import services
from portal.service_requests.models import ServiceRequest
from tests.factories.catalogues import ProviderFactory, ServiceClassFactory, ValueAddedServiceFactory
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.service_requests import ASKED, SERVED, asked, keeper_of, matched, taken_on
from tests.moderation.steps import BAD
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
State = ServiceRequest.State


def told(user) -> list[str]:
    """Return the subjects of a person's messages."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def gone(request: ServiceRequest) -> bool:
    """Return whether nothing names the person any more, in the database."""
    request.refresh_from_db()
    return not any(getattr(request, name) for name in ServiceRequest.personal_fields)


MOVES = {
    "received": {"matched", "working", "escalated", "unmet", "withdrawn"},
    "matched": {"working", "returned", "withdrawn"},
    "returned": {"matched", "working", "escalated", "unmet", "withdrawn"},
    "escalated": {"matched", "working", "unmet", "withdrawn"},
    "working": {"done", "returned", "unmet", "withdrawn"},
    "done": set(),
    "unmet": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", State.values)
def test_from_each_state_only_the_moves_of_the_table(state):
    request, _code = asked()
    staff = person("director")
    for to_state in State.values:
        ServiceRequest.objects.filter(pk=request.pk).update(state=state)
        if to_state in MOVES[state]:
            assert services.move(services.REQUEST, request, to_state, "好。", staff).state == to_state
        else:
            with refused("transition"):
                services.move(services.REQUEST, request, to_state, "好。", staff)


def test_asked_matched_taken_on_done_and_rated():
    farmer, staff, provider = UserFactory(), person("director"), ProviderFactory()
    keeper = keeper_of(provider)
    request = matched(provider, staff, user=farmer)
    assert (request.owner, request.provider, request.answer_until > timezone.now()) == (staff, provider, True)
    assert request.number in told(keeper)[0]
    request = services.accept(request, keeper)
    request = services.report_result(request, keeper, "拍好了，照片已交给您。", Decimal("240"), **SERVED)
    assert (request.state, request.fee, request.closed_at is not None) == (State.DONE, 240, True)
    assert [subject.rpartition("：")[2] for subject in told(farmer)] == ["已对接，等服务商答复", "服务中", "已办结"]
    services.rate(request, farmer, grade=2, comment="光线差了一点。")
    assert "有新情况" in told(staff)[-1]
    with refused("rated"):
        services.rate(request, farmer, grade=5)
    request.refresh_from_db()
    assert (request.grade, request.comment) == (2, "光线差了一点。")
    record = ServiceRecord.objects.get()
    assert (record.request_number, record.provider, record.client, record.client_name) == (request.number, provider, farmer, "李大山")
    assert (record.fee, record.satisfaction, record.client_phone, record.channel) == (240, 2, "", "on_site")


def test_words_that_the_rules_forbid_are_not_sent_and_nothing_typed_is_lost(client):
    sent = {**ASKED, "town": Town.objects.first().pk, "need": BAD, "agree": "on"}
    page = client.post("/services/request/", sent).content.decode()
    assert ("留言不能发送" in page, sent["need"] in page, ServiceRequest.objects.exists()) == (True, True, False)
    provider = ProviderFactory()
    request, keeper = matched(provider), keeper_of(provider)
    with refused("blocked"):
        services.decline(request, keeper, sent["need"])


def test_a_provider_that_declines_has_it_no_longer_and_staff_read_why():
    farmer, staff, provider = UserFactory(), person("director"), ProviderFactory()
    keeper, request = keeper_of(provider), matched(provider, staff, user=farmer)
    request = services.decline(request, keeper, "人手不够。")
    assert (request.state, request.provider, request.answer_until) == (State.RETURNED, None, None)
    reply = request.replies.last()
    assert "人手不够" in reply.note
    assert "人手不够" not in reply.text
    assert "人手不够" in Message.objects.filter(user=staff).first().body
    assert "人手不够" not in Message.objects.filter(user=farmer).first().body
    with refused("mine"):
        services.accept(request, keeper)


def test_staff_hear_of_each_request_of_a_provider_whose_last_person_leaves():
    provider, staff = ProviderFactory(), person("director")
    first, last = keeper_of(provider), keeper_of(provider)
    matched(provider, staff)
    before = len(told(staff))
    for membership in provider.memberships.filter(user=first):
        end_keeper(membership, staff)
    assert len(told(staff)) == before
    close_account(last, last)
    assert "已没有人管理" in Message.objects.filter(user=staff).order_by("-pk")[0].body


@pytest.mark.parametrize("deed", ["accept", "decline", "result"])
def test_only_the_keepers_of_its_provider_answer_a_request(deed):
    request, stranger = matched(), keeper_of(ProviderFactory())
    with refused("mine"):
        {
            "accept": lambda: services.accept(request, stranger),
            "decline": lambda: services.decline(request, stranger, "忙。"),
            "result": lambda: services.report_result(request, stranger, "好了。", Decimal(0), **SERVED),
        }[deed]()


def test_the_provider_reads_name_and_phone_only_while_it_serves_and_each_look_is_noted():
    provider, farmer = ProviderFactory(), UserFactory()
    keeper = keeper_of(provider)
    request = matched(provider, user=farmer)
    client, path = signed_in(keeper), f"/my/entries/requests/{request.pk}/"
    before = client.get(path).content.decode()
    assert ASKED["need"] in before
    assert ASKED["name"] not in before
    assert ASKED["phone"] not in before
    assert not AccessEntry.objects.exists()
    client.post(path, {"answer": "accept"})
    shown = client.get(path).content.decode()
    assert ASKED["name"] in shown
    assert ASKED["phone"].replace(" ", "") in shown.replace(" ", "")
    look = AccessEntry.objects.get()
    assert (look.viewer, look.person, look.field, look.purpose) == (keeper, farmer, "contact", str(provider))
    # The work is done: nothing to read any more.
    client.post(path, {"result": "拍好了。", "fee": "0", **SERVED})
    assert ASKED["name"] not in client.get(path).content.decode()
    assert AccessEntry.objects.count() == 1


def test_withdrawn_nothing_names_the_person_and_everybody_is_told():
    farmer = UserFactory()
    request, keeper = taken_on(user=farmer)
    services.withdraw(request, farmer)
    assert gone(request)
    assert (request.state, request.provider, bool(request.number)) == (State.WITHDRAWN, None, True)
    assert "已撤回" in told(keeper)[-1]
    assert "有新情况" in told(request.owner)[-1]
    assert not consents.has(farmer, services.CONSENT, subject=request)
    logged = " ".join(map(str, AuditEntry.objects.values_list("object_name", "before", "after", "reason")))
    assert ASKED["name"] not in logged
    assert ASKED["phone"] not in logged
    with refused("transition"):
        services.withdraw(request, farmer)


def test_a_consent_withdrawn_among_my_data_takes_the_request_back_and_forgets_what_ended():
    farmer = UserFactory()
    (opened, keeper), (done, other) = taken_on(user=farmer), taken_on(user=farmer, client_kind="enterprise")
    services.report_result(done, other, "好了。", Decimal(5), **SERVED)
    client, record = signed_in(farmer), ServiceRecord.objects.get()
    assert (record.client_name, record.shown_client()) == ("李大山", "李**")
    for request in (opened, done):
        consent = consents.Consent.objects.about(request).get(person=farmer)
        client.post(reverse("accounts:consent-withdraw", args=[consent.pk]))
        assert gone(request)
    assert (opened.state, done.state) == (State.WITHDRAWN, State.DONE)
    assert ASKED["name"] not in signed_in(keeper).get("/my/entries/requests/").content.decode()
    assert "已撤回" in told(keeper)[-1]
    record.refresh_from_db()
    assert (record.client_name, record.client, record.fee) == ("", None, 5)
    assert services.rate(done, farmer, grade=4).grade == 4
    assert AuditEntry.objects.filter(action="service_requests.forgotten").count() == 2


def test_an_account_that_is_closed_leaves_no_person_in_its_requests():
    farmer = UserFactory()
    (opened, _code), (done, keeper) = asked(user=farmer), taken_on(user=farmer)
    services.report_result(done, keeper, "好了。", Decimal(5), **SERVED)
    close_account(farmer, farmer)
    assert gone(opened)
    assert gone(done)
    assert (opened.state, opened.user, done.state, done.fee, done.user) == (State.WITHDRAWN, None, State.DONE, 5, None)


def test_what_ended_long_ago_names_nobody(settings):
    request, keeper = taken_on()
    services.report_result(request, keeper, "好了。", Decimal(0), **SERVED)
    ServiceRequest.objects.update(closed_at=timezone.now() - timedelta(days=settings.SERVICE_REQUEST_KEPT_DAYS - 1))
    services.forget_old()
    assert not gone(request)
    ServiceRequest.objects.update(closed_at=timezone.now() - timedelta(days=settings.SERVICE_REQUEST_KEPT_DAYS + 1))
    services.forget_old()
    assert gone(request)
    assert ServiceRecord.objects.get().client_name == ""


@pytest.mark.parametrize("to_state", ["returned", "unmet", "done"])
def test_the_provider_hears_that_staff_take_a_request_back_or_end_it(to_state):
    request, keeper = taken_on()
    served = {"fee": Decimal(0), **SERVED} if to_state == "done" else {}
    services.handle(request, to_state, "中心来办。", request.owner, **served)
    assert "不再由您办理" in told(keeper)[-1]


@pytest.mark.parametrize("leaves", ["suspended", "unpublished", "deleted"])
def test_the_requests_of_a_provider_that_leaves_come_back_to_staff(leaves):
    provider, farmer = ProviderFactory(), UserFactory()
    (working, keeper), waiting = taken_on(provider, user=farmer), matched(provider)
    other = matched()
    {
        "suspended": lambda: change_provider_state(provider, "suspended", "投诉未处理。", person("director")),
        "unpublished": provider.unpublish,
        "deleted": provider.delete,
    }[leaves]()
    for request in (working, waiting, other):
        request.refresh_from_db()
    assert [(row.state, row.provider) for row in (working, waiting)] == [(State.RETURNED, None)] * 2
    assert other.state == State.MATCHED
    assert "不在服务商名录" in working.replies.last().note
    assert "有新情况" in told(working.owner)[-1]
    assert "重新对接" in told(farmer)[-1]
    assert "不再由您办理" in told(keeper)[-1]


def test_all_who_handle_requests_hear_of_a_new_one_and_those_without_the_right_do_not():
    clerk, editor = person("director"), person("editor")
    request, _code = asked()
    assert request.number in told(clerk)[0]
    assert not told(editor)


def test_of_a_late_request_staff_hear_once_for_each_time_limit():
    staff, now = person("director"), timezone.now()
    request = matched(staff=staff)
    other = person("director")

    def late(**limits):
        ServiceRequest.objects.filter(pk=request.pk).update(**limits)
        tell_of_late()
        tell_of_late()
        return [sum("超过期限" in subject for subject in told(user)) for user in (staff, other)]

    assert late(answer_until=now - timedelta(hours=3)) == [1, 0]
    assert late(state=State.RETURNED, answer_until=None) == [1, 0]
    assert late(due_at=now - timedelta(hours=2)) == [2, 0]
    assert late(owner=None, state=State.MATCHED, answer_until=now - timedelta(hours=1)) == [3, 1]
    assert late(state=State.UNMET, due_at=now) == [3, 1]


def test_late_is_what_is_overdue_as_a_whole_or_at_its_provider():
    past = timezone.now() - timedelta(minutes=1)
    (late, _code), waiting, fresh = asked(), matched(), matched()
    ServiceRequest.objects.filter(pk=late.pk).update(due_at=past)
    ServiceRequest.objects.filter(pk=waiting.pk).update(answer_until=past)
    assert set(ServiceRequest.objects.late()) == {late, waiting}
    assert [row.is_late for row in ServiceRequest.objects.filter(pk__in=[late.pk, waiting.pk])] == [True, True]
    assert not fresh.is_late


def test_candidates_come_from_the_directory_by_class_and_town_the_wanted_one_first():
    first, second = Town.objects.all()[:2]
    wanted, near, far = (ProviderFactory(name=name, town=town) for name, town in (("丙", first), ("甲", first), ("乙", second)))
    ProviderFactory(name="停", town=first, state="suspended")
    service = ValueAddedServiceFactory(service_class=ServiceClassFactory())
    service.providers = [wanted, far]
    service.save()
    request, _code = asked(thing=wanted)
    assert services.candidates(request)[0] == wanted
    assert set(services.candidates(request)) == {wanted, far, near}
    assert set(services.candidates(request, service.service_class)) == {wanted, far}
    assert list(services.candidates(request, service.service_class, first)) == [wanted]
    of_service, _code = asked(thing=service)
    assert set(services.candidates(of_service)[:2]) == {wanted, far}


def test_an_insulting_comment_is_not_kept_and_the_grade_can_still_be_given(client):
    request, keeper = taken_on()
    services.report_result(request, keeper, "好了。", Decimal(0), **SERVED)
    with pytest.raises(ValidationError) as refused:
        services.rate(request, None, grade=1, comment="你们都是骗子，滚蛋，电话13800001234")
    assert "comment" in refused.value.message_dict
    assert services.rate(request, None, grade=1).grade == 1


def test_one_address_cannot_flood_the_queue(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "service_requests": (2, 3600)}
    asked()
    asked()
    with refused("often"):
        asked()
    asked(address="192.0.2.2")
