"""An application from the form to its answer: who reads what, how the clock counts, what is forgotten (R-SET-1 to R-SET-5)."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.models import Message
from portal.cases.limits import working_days
from portal.core import consents
from portal.core.access_log import AccessEntry
from portal.settlement.models import Agreement, Application, Paper, Review
from portal.settlement.services.applications import (
    APPLICATION_MOVES,
    FORGETTING,
    apply,
    complete,
    forget_old,
    handle,
    read_paper,
    record_review,
    withdraw,
)
from search.models import SearchEntry
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.policy_calls import checked_file
from tests.factories.settlement import REVIEWED, SAID, applied, in_review, reviewed, settled, to_file
from tests.factories.talent import member
from tests.moderation.steps import BAD
from tests.support.made_files import pdf
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
State = Application.State


def typed(**values) -> dict:
    """Return what the form of an application sends."""
    said = {name: str(value) for name, value in SAID.items()}
    return {**said, "team-1-post": "店长", "team-1-experience": "做过客服", "agree": "on", **values}


def test_a_person_applies_by_the_form_once_and_nothing_typed_is_lost():
    user = UserFactory()
    client = signed_in(user)
    file = SimpleUploadedFile("李大山.pdf", pdf(), "application/pdf")
    page = client.post("/settle/apply/", typed(area="", team_paper=file, **{"team-2-division": "打包"})).content.decode()
    assert "请填写“需要的面积（平方米）”。" in page
    assert "请填写这位成员的职务。" in page
    assert all(words in page for words in ("想把村里的茶叶卖到外地。", "李大山.pdf", "打包"))
    assert not Application.objects.exists()

    answer = client.post("/settle/apply/", typed(team_paper=SimpleUploadedFile("李大山.pdf", pdf(), "application/pdf")))
    case = Application.objects.get()
    assert answer.url == case.get_owner_url()
    assert (case.user, case.number[:2], case.area, case.team.get().post) == (user, "RZ", Decimal("30.5"), "店长")
    assert case.papers.get().name == "团队名单.pdf", "its own name may say whose it is"
    assert case.due_at == working_days(5).deadline(case.due_from).at
    assert consents.has(user, "settlement", subject=case)
    assert "您有一份入驻申请正在办理" in client.get("/settle/apply/").content.decode()
    with refused("twice"):
        applied(user)


def test_only_its_own_people_apply_for_a_firm_and_bad_words_are_refused():
    user, firm = member()
    with refused("member"):
        applied(UserFactory(), applicant="firm", enterprise=firm, project="")
    with refused("blocked"):
        applied(reason=BAD)
    case = applied(user, applicant="firm", enterprise=firm, project="")
    assert case.title == firm.name
    page = signed_in(member(firm)[0]).post("/settle/apply/", typed(enterprise=firm.pk)).content.decode()
    assert "选了企业的，申请主体请选“企业”。" in page
    assert "请选择企业，或填写企业、项目的名称。" in signed_in(UserFactory()).post("/settle/apply/", typed(project="")).content.decode()


@pytest.mark.parametrize("state", State.values)
def test_from_each_state_staff_take_only_the_steps_of_the_table(state):
    case, staff = reviewed(), person("director")
    for to_state in State.values:
        Application.objects.filter(pk=case.pk).update(state=state)
        Agreement.objects.all().delete()
        if to_state in {State.RECEIVED, State.WITHDRAWN}:
            with refused("theirs"):
                handle(case, to_state, "您好。", staff)
        elif to_state in APPLICATION_MOVES.following(state):
            assert handle(case, to_state, "您好。", staff).state == to_state
        else:
            with refused("transition"):
                handle(case, to_state, "您好。", staff)


def test_missing_papers_are_asked_for_and_the_clock_runs_on():
    user, staff = UserFactory(), person("director")
    case = applied(user)
    due = case.due_at
    asked = handle(case, "missing", "请补交概况，李大山。", staff)
    assert asked.replies.last().text == "请补交概况，李**。", "what is kept for long names nobody"
    with refused("mine"):
        complete(asked, UserFactory(), papers=[("概况", checked_file())])
    with refused("papers"):
        complete(asked, user, papers=[])
    back = complete(asked, user, papers=[("概况", checked_file())])
    assert (back.state, back.due_at, back.papers.count()) == ("received", due, 2)
    assert Message.objects.filter(user=staff, subject__contains="有新情况").exists()
    with refused("transition"):
        complete(back, user, papers=[("概况", checked_file())])


def test_an_approval_needs_the_groups_record_and_makes_the_agreement():
    user, staff = UserFactory(), person("director")
    case = in_review(staff, user)
    with refused("review"):
        handle(case, "approved", "同意。", staff)
    assert Application.objects.get().state == "review", "nothing of it has happened"
    today = timezone.localdate()
    for code, said in (("day", {"held_on": today + timedelta(days=1)}), ("scores", {"scores": []})):
        with refused(code):
            record_review(case, staff, **{"held_on": today, **REVIEWED, **said})
    record_review(case, staff, held_on=today, **REVIEWED)
    approved = handle(case, "approved", "同意入驻。", staff)
    assert (approved.in_time, approved.agreement.state, approved.agreement.holder) == (True, "to_file", SAID["project"])
    with refused("state"):
        record_review(case, staff, held_on=today, **REVIEWED)
    assert Message.objects.filter(user=user).latest("pk").subject == f"入驻申请 {case.number}：评审通过"


def test_staff_record_the_review_on_the_screen_line_by_line():
    staff = person("director")
    case, client = in_review(staff), signed_in(staff)
    form = {"held_on": f"{timezone.localdate():%Y-%m-%d}", "opinion": "同意。", "minutes": "谈了货源。", "member-1": "周组长"}
    assert "请填写分数，0 到 100。" in client.post(f"/admin/settlement/{case.pk}/review/", form).content.decode()
    assert client.post(f"/admin/settlement/{case.pk}/review/", {**form, "score-1": "101"}).status_code == 200
    assert not Review.objects.exists()
    client.post(f"/admin/settlement/{case.pk}/review/", {**form, "score-1": "92.5", "opinion-1": "好项目"})
    assert case.reviews.get().scores.get().score == Decimal("92.5")
    page = client.get(f"/admin/settlement/{case.pk}/").content.decode()
    assert all(words in page for words in ("店铺两年没有差评。", "县电商协会", "周组长 92.5", "谈了货源。"))
    assert SAID["phone"] not in page
    assert SAID["phone"] in client.post(f"/admin/settlement/{case.pk}/", {"show_contact": "1"}).content.decode()
    assert AccessEntry.objects.filter(person=case.user, field="contact").count() == 1


def test_papers_are_for_staff_and_their_sender_alone():
    case = applied()
    paper = case.papers.get()
    with refused("stranger"):
        read_paper(paper, UserFactory())
    assert signed_in(UserFactory()).get(f"/my/settlement/papers/{paper.pk}/").status_code == 404
    assert signed_in(case.user).get(f"/my/settlement/papers/{paper.pk}/").status_code == 200
    assert signed_in(person("director")).get(f"/admin/settlement/papers/{paper.pk}/").status_code == 200
    assert AccessEntry.objects.get(person=case.user).field == "attachment"


def test_what_names_people_is_encrypted_and_in_no_table_page_or_index():
    to_file(applicant="person")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact, project, reason, profile, experience, industry_body FROM settlement_application")
        assert not set(cursor.fetchone()) & {str(value) for value in SAID.values()}
    sheet = load_workbook(BytesIO(signed_in(person("director")).get("/admin/settlement/?export=xlsx").content)).active
    cells = {str(cell.value) for row in sheet for cell in row}
    assert "创业个体" in cells
    assert not cells & {SAID["name"], SAID["phone"], SAID["project"]}
    shown = Client().get("/settle/").content.decode()
    assert not any(SAID[name] in shown for name in ("name", "phone", "project"))
    assert not SearchEntry.objects.filter(body__contains=SAID["project"]).exists()


def test_a_withdrawal_forgets_at_once_and_an_old_one_when_its_agreement_is_over():
    user = UserFactory()
    gone = withdraw(applied(user), user)
    assert not any(getattr(gone, name) for name in Application.personal_fields)
    assert not Paper.objects.exists()
    assert not gone.team.exists()
    assert not consents.has(user, "settlement", subject=gone)

    agreement = settled()
    case = agreement.application
    Application.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=400))
    forget_old()
    case.refresh_from_db()
    assert case.name, "the agreement stands"
    Agreement.objects.update(state="ended")
    forget_old()
    case.refresh_from_db()
    assert (case.name, case.reviews.get().minutes, case.agreement.holder) == ("", "", case.number)


def test_a_person_who_leaves_takes_open_applications_back():
    user = UserFactory()
    case = applied(user)
    FORGETTING.person(Application.objects.filter(user=user), "user", user)
    case.refresh_from_db()
    assert (case.state, case.user, case.project) == ("withdrawn", None, "")
    assert apply(UserFactory(), address="", **SAID).state == "received"
