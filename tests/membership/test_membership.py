"""Membership: who applies and for whom, who decides, plaque and benefits, how it ends, what is public and what is never (R-MEM)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.events.choices import EventKind
from portal.accounts.closing import close_account
from portal.accounts.models import Message
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from portal.enterprises.models import Enterprise
from portal.enterprises.services.members import given_back
from portal.membership.models import ApplicationPaper, CentreMembership, Invitation, MembershipApplication, MembershipTerm
from portal.membership.services import members
from portal.membership.services.applications import LISTING, forget_old, handle, withdraw
from tests.factories.events import event
from tests.factories.membership import (
    SAID,
    active,
    applied,
    applied_as_person,
    approved,
    benefit,
    checked_file,
    invited,
    manager,
    type_of,
    used,
)
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.talent import member
from tests.support.made_files import pdf
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
APPLY = "/membership/apply/"


def day(offset: int):
    """Return the day so many days after today."""
    return timezone.localdate() + timedelta(days=offset)


def typed(code: str = "ecommerce", firm=None, **values) -> dict:
    """Return what the form of application sends."""
    firms = {"enterprise": firm.pk} if firm else {"trade_name": "山里红小铺"}
    return {"member_type": type_of(code).pk, **SAID, **firms, "promise": "on", "agree": "on", **values}


def told(user) -> list[str]:
    """Return what a person has been told, the oldest first."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def page_of(client, path: str) -> str:
    """Return a page as somebody sees it."""
    return client.get(path).content.decode()


def test_the_public_page_has_the_rules_and_the_next_salon():
    salon = event(kind=EventKind.SALON, title="会员沙龙：谈运费")
    page = page_of(Client(), "/membership/")
    benefits = MembershipTerm.objects.filter(kind="benefit")
    assert benefits.count() == 12
    assert MembershipTerm.objects.filter(kind="duty").count() == 5
    for term in MembershipTerm.objects.all():
        assert (term.name if term.kind == "benefit" else term.text) in page
    assert "邀请制" in page
    assert salon.title in page


def test_a_firm_applies_once_and_errors_lose_nothing():
    user, firm = member()
    colleague, _firm = member(firm)
    client = signed_in(user)
    assert "向政府提出建议" in page_of(client, APPLY), "the duties stand above the form"
    refusal = client.post(
        APPLY, {**typed(firm=firm), "promise": "", "licence": SimpleUploadedFile("照.pdf", b"MZ no paper")}
    ).content.decode()
    assert "请先阅读并勾选同意" in refusal
    assert SAID["reasons"] in refusal
    for _four_times in range(4):
        client.post(APPLY, {**typed(firm=firm), "licence": SimpleUploadedFile("包会计身份证.pdf", pdf())})
    assert "已经有一份会员申请在办理" in signed_in(colleague).post(APPLY, typed(firm=firm)).content.decode()
    case = MembershipApplication.objects.get()
    assert (case.enterprise, case.user, case.state, case.listed) == (firm, user, "submitted", False)
    assert [paper.name for paper in case.papers.all()] == ["营业执照.pdf"], "called what it is"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact, business, reasons FROM membership_membershipapplication")
        assert not set(SAID.values()) & set(cursor.fetchone())
    assert SAID["reasons"] in page_of(signed_in(colleague), case.get_owner_url())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "person", "firm": True}, "这种会员类型和申请人不符"),
        ({"code": "ecommerce"}, "这种会员类型和申请人不符"),
        ({"code": "excellent", "firm": True}, "选择一个有效的选项"),
        ({"code": "person", "trade_name": ""}, "请填写店名或经营名称"),
    ],
)
def test_a_type_that_does_not_fit_is_refused_in_words(values, said):
    user, firm = member()
    answer = signed_in(user).post(APPLY, typed(**{**values, "firm": firm if values.get("firm") else None})).content.decode()
    assert said in answer
    assert not MembershipApplication.objects.exists()


def test_who_only_recruits_for_a_firm_does_not_speak_for_it():
    recruiter, firm = member()
    firm.memberships.filter(user=recruiter).update(role="recruiter")
    with refused("member"):
        applied((recruiter, firm))
    made = active(applied(member(firm)))
    assert signed_in(recruiter).get(made.get_owner_url()).status_code == 404


def test_from_the_form_to_the_plaque_on_the_screens_of_staff():
    user, firm = member()
    case = applied((user, firm), listed=True)
    keeper, director = manager(), person("director")
    screen = reverse("membership_application", args=[case.pk])
    desk, chief = signed_in(keeper), signed_in(director)
    for refused_step in ("approved", "refused"):
        assert "选择一个有效的选项" in desk.post(screen, {"to_state": refused_step, "reason": "同意"}).content.decode()
    assert SAID["phone"] not in page_of(desk, screen)
    assert SAID["phone"] in desk.post(screen, {"show_contact": "1"}).content.decode()
    assert AccessEntry.objects.filter(person=user, viewer=keeper).exists()
    desk.post(screen, {"to_state": "proposed", "note": f"包会计（{SAID['phone']}）说得清楚，建议吸收。"})
    assert told(director)[-1].endswith("请您审批")
    assert "等中心主任审批" in page_of(desk, screen)
    assert "请写明答复" in chief.post(screen, {"to_state": "approved"}).content.decode()
    chief.post(screen, {"to_state": "approved", "reason": "同意入会。"})
    made = CentreMembership.objects.get()
    assert (made.enterprise, made.state, made.listed) == (firm, "approved", True)
    assert "建议吸收" not in page_of(signed_in(user), case.get_owner_url()), "for staff alone"
    assert not AuditEntry.objects.filter(reason__contains=SAID["phone"]).exists()

    office, begun = reverse("membership", args=[made.pk]), timezone.localdate(made.created_at)
    early = {"sign": "1", "sign-day": f"{day(3)}", "sign-file": SimpleUploadedFile("协议.pdf", pdf())}
    assert "日期不能晚于今天" in desk.post(office, early).content.decode()
    desk.post(office, {**early, "sign-day": f"{begun}", "sign-file": SimpleUploadedFile("协议.pdf", pdf())})
    desk.post(office, {"issue": "1", "issue-day": f"{begun}"})
    made.refresh_from_db()
    assert (made.state, made.signed_on, made.plaque_issued_on) == ("active", begun, begun)
    assert made.plaque_number.startswith("HYP")
    desk.post(office, {"use": "1", "use-benefit": benefit(10).pk, "use-used_on": f"{begun}", "use-what": "专家到厂看标签。"})
    own = page_of(signed_in(user), made.get_owner_url())
    assert "专家到厂看标签。" in own
    assert made.plaque_number in own
    assert told(user) == [
        f"会员申请 {case.number}：{case.State.PROPOSED.label}",
        f"会员申请 {case.number}：{case.State.APPROVED.label}",
        "您的会员资格：已签协议，待发铭牌",
        "您的会员资格：正式会员",
    ]
    listed = desk.get(reverse("memberships"), {"export": "xlsx"})
    assert [cell.value for cell in load_workbook(BytesIO(listed.content)).active[2]][:3] == [firm.name, "电商企业", "正式会员"]
    assert "<dt>电商企业</dt><dd>1</dd>" in page_of(desk, reverse("memberships"))
    assert "<dt>专家指导</dt><dd>1</dd>" in page_of(desk, reverse("memberships"))
    assert firm.name in page_of(Client(), "/membership/")


def test_only_the_director_decides_and_the_public_sees_only_who_agreed():
    case = handle(applied(), "proposed", "已提报。", manager())
    with refused("stranger"):
        handle(case, "refused", "不符合。", manager())
    with refused("stranger"):
        handle(case, "withdrawn", "撤回。", person("director"))
    handle(case, "refused", "请先在本县经营。", person("director"))
    assert not CentreMembership.objects.exists()
    applied((case.user, case.enterprise))
    hidden, shown = active(applied_as_person(trade_name="不露面小店")), active(applied_as_person(listed=True))
    page = page_of(Client(), "/membership/")
    assert shown.trade_name in page
    assert hidden.trade_name not in page
    for value in (SAID["name"], SAID["phone"], shown.user.last_name + shown.user.first_name):
        assert value not in page
    consents.withdraw(shown.user, LISTING, subject=shown.application)
    assert shown.trade_name not in page_of(Client(), "/membership/")
    client = signed_in(hidden.user)
    client.post(f"{hidden.get_owner_url()}show/")
    assert hidden.trade_name in page_of(Client(), "/membership/")
    client.post(f"{hidden.get_owner_url()}hide/")
    assert hidden.trade_name not in page_of(Client(), "/membership/")
    assert not consents.has(hidden.user, LISTING, subject=hidden.application)
    for path in ("/search/?q=小铺", "/search/?q=茶叶网店", "/sitemap.xml"):
        assert hidden.trade_name not in page_of(Client(), path)


def test_a_member_leaves_with_the_plaque_and_may_think_again():
    membership, keeper = active(), manager()
    client = signed_in(membership.application.user)
    leave = f"{membership.get_owner_url()}leave/"
    assert "请先勾选确认" in client.post(leave, {"reason": "不做了"}).content.decode()
    client.post(leave, {"reason": "不做了", "sure": "on"})
    assert told(keeper)[-1].endswith("申请退出，待商定")
    client.post(f"{membership.get_owner_url()}stay/")
    membership.refresh_from_db()
    assert (membership.state, membership.leaving_reason) == ("active", "")
    members.leave(membership, membership.application.user)
    members.agree(membership, keeper)
    with refused("transition"):
        members.stay(membership, membership.application.user)
    with refused("transition"):
        members.leave(membership, membership.application.user)
    with refused("day"):
        members.take_plaque_back(membership, keeper, day=day(3))
    ended = members.take_plaque_back(membership, keeper, day=membership.plaque_issued_on)
    assert (ended.state, ended.plaque_returned_on, ended.listed) == ("ended", membership.plaque_issued_on, False)
    with refused("transition"):
        used(ended)
    applied((membership.application.user, membership.enterprise))


def test_who_has_no_plaque_yet_leaves_at_once():
    membership = approved()
    assert members.leave(membership, membership.application.user).state == "ended"


def test_a_breach_ends_it_at_once_with_a_reason():
    membership, director, keeper = active(applied(listed=True)), person("director"), manager()
    office = reverse("membership", args=[membership.pk])
    assert "立即清退" not in page_of(signed_in(keeper), office)
    with refused("stranger"):
        members.remove(membership, keeper, reason="卖假货")
    with refused("reason"):
        members.remove(membership, director, reason=" ")
    signed_in(director).post(office, {"remove": "1", "remove-reason": "销售假冒商品，查实。"})
    membership.refresh_from_db()
    assert (membership.state, membership.removal_reason, membership.listed) == ("removed", "销售假冒商品，查实。", False)
    assert "销售假冒商品，查实。" in Message.objects.filter(user=membership.application.user).latest("pk").body
    assert members.take_plaque_back(membership, keeper, day=day(0)).state == "removed"
    with refused("plaque"):
        members.take_plaque_back(membership, keeper, day=day(0))


def test_plaque_numbers_are_never_given_twice():
    first, second = active(), active()
    members.remove(first, person("director"), reason="违规")
    assert len({first.plaque_number, second.plaque_number, active().plaque_number}) == 3


def test_an_excellent_firm_is_invited_and_accepts_by_applying():
    user, firm = member()
    keeper, director = manager(), person("director")
    desk = signed_in(keeper)
    desk.post(reverse("membership_invitations"), {"enterprise": firm.pk, "reason": "全县第一。"})
    again = desk.post(reverse("membership_invitations"), {"enterprise": firm.pk, "reason": "再邀请一次。"}).content.decode()
    assert "已经邀请过" in again
    assert told(user) == [f"中心邀请 {firm} 成为会员"]
    invitation, client = Invitation.objects.get(), signed_in(user)
    assert "接受邀请" in page_of(client, "/my/membership/")
    client.post(invitation.get_owner_url(), {**SAID, "promise": "on", "agree": "on"})
    case = MembershipApplication.objects.get()
    assert (case.state, case.member_type.code, case.enterprise) == ("proposed", "excellent", firm)
    assert told(director)[-1].endswith("请您审批")
    assert "全县第一。" in page_of(signed_in(director), reverse("membership_application", args=[case.pk]))
    assert client.get(invitation.get_owner_url()).status_code == 404
    with refused("type", field="member_type"):
        applied(member(), member_type=case.member_type)


def test_an_invitation_is_declined_or_taken_back_by_nobody_else():
    first, second = invited(), invited()
    stranger, _firm = member()
    assert signed_in(stranger).post(f"{first.get_owner_url()}decline/").status_code == 404
    signed_in(first.enterprise.memberships.get().user).post(f"{first.get_owner_url()}decline/")
    signed_in(manager()).post(reverse("membership_invitations"), {"end": second.pk})
    assert not Invitation.objects.open().exists()
    invited(first.enterprise)
    with refused("nobody"):
        invited(Enterprise.objects.create(name="无人茶厂", slug="nobody"))


def test_another_firm_and_staff_without_the_right_find_nothing():
    membership = active()
    case = membership.application
    paper = case.papers.get()
    used(membership)
    own = [case.get_owner_url(), membership.get_owner_url(), f"{membership.get_owner_url()}leave/", f"/my/membership/papers/{paper.pk}/"]
    stranger, _firm = member()
    for client in (signed_in(stranger), signed_in(person("director"))):
        assert {client.get(path).status_code for path in own} == {404}
        assert {client.post(f"{membership.get_owner_url()}{deed}/").status_code for deed in ("stay", "show", "hide")} == {404}
    assert {Client().get(path).status_code for path in own} == {302}
    offices = [reverse("membership_paper", args=[paper.pk]), reverse("membership_agreement", args=[membership.pk])]
    assert {signed_in(person("editor")).get(path).status_code for path in offices} != {200}
    assert not AccessEntry.objects.exists()
    assert {signed_in(manager()).get(path).status_code for path in offices} == {200}
    assert AccessEntry.objects.filter(field="attachment", person=case.user).count() == 2
    answer = signed_in(case.user).get(own[-1])
    assert (answer.getvalue(), answer["Cache-Control"]) == (b"%PDF-1.4 ...", "private, no-store")


def test_what_is_withdrawn_given_back_or_old_is_gone(settings):
    taken_back, returned, old = applied(), applied(), applied()
    withdraw(taken_back, taken_back.user)
    given_back.send(Enterprise, enterprise=returned.enterprise, actor=returned.user)
    approved(old)
    long_ago = timezone.now() - timedelta(days=settings.MEMBERSHIP_KEPT_DAYS + 1)
    MembershipApplication.objects.filter(pk=old.pk).update(closed_at=long_ago)
    forget_old()
    found = [MembershipApplication.objects.get(pk=case.pk) for case in (taken_back, returned, old)]
    assert [case.state for case in found] == ["withdrawn", "withdrawn", "approved"]
    assert {(case.name, case.contact, case.business, case.reasons) for case in found} == {("", "", "", "")}
    assert not ApplicationPaper.objects.exists()


def test_closing_the_account_ends_a_persons_membership_and_leaves_that_of_a_firm():
    own, of_firm = active(applied_as_person(listed=True)), active(applied(listed=True))
    for membership in (own, of_firm):
        close_account(membership.user, membership.user)
        membership.refresh_from_db()
    assert (own.state, own.trade_name, own.user, own.listed) == ("ended", "", None, False)
    assert not hasattr(CentreMembership.objects.get(pk=own.pk), "agreement")
    assert (of_firm.state, of_firm.user) == ("active", None)
    assert own.plaque_number


def test_days_lie_in_order_and_only_who_manages_members_acts():
    membership, keeper = approved(), manager()
    with refused("day"):
        members.sign(membership, keeper, day=day(-3), file=checked_file())
    for service, said in (
        (members.sign, {"day": day(0), "file": checked_file()}),
        (members.issue_plaque, {"day": day(0)}),
        (members.agree, {}),
    ):
        with refused("stranger"):
            service(membership, UserFactory(), **said)
    with refused("transition"):
        members.issue_plaque(membership, keeper, day=day(0))
